import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface Place {
  to: NonNullable<LinkProps['to']>
  label: string
  icon: ReactNode
}

/** Only pages that exist. */
export const PLACES: readonly Place[] = [
  { to: '/', label: 'Fleet', icon: <path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z" /> },
  { to: '/drains', label: 'Drains', icon: <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2v10A5 5 0 0 1 8 3z" /> },
  { to: '/rollouts', label: 'Rollouts', icon: <path d="M8 1l5 5h-3v4H6V6H3zM2 12h12v2H2z" /> },
  { to: '/capacity', label: 'Capacity', icon: <path d="M2 9h3v5H2zM6.5 6h3v8h-3zM11 2h3v12h-3z" /> },
  { to: '/events', label: 'Events', icon: <path d="M2 2h2v12H2zM6 3h8v2H6zM6 7h8v2H6zM6 11h5v2H6z" /> },
  {
    to: '/alerts',
    label: 'Alerts',
    icon: <path d="M8 1a5 5 0 0 0-5 5v4l-2 2v1h14v-1l-2-2V6a5 5 0 0 0-5-5zM6 14h4a2 2 0 0 1-4 0z" />,
  },
  {
    to: '/report',
    label: 'Report',
    icon: <path d="M3 1h10v14H3zM5 4v2h6V4zm0 4v1h6V8zm0 3v1h4v-1z" fillRule="evenodd" />,
  },
  { to: '/health', label: 'Health', icon: <path d="M6.5 2h3v4.5H14v3H9.5V14h-3V9.5H2v-3h4.5z" /> },
]

/** At the rail's foot. */
export const SETTINGS: Place = {
  to: '/settings',
  label: 'Settings',
  icon: <path d="M1 3h8v2H1zM12 3h3v2h-3zM9.5 1.5h2v5h-2zM1 11h3v2H1zM7 11h8v2H7zM4.5 9.5h2v5h-2z" />,
}
