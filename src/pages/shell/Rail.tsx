import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { keepSearch } from '../../widgets/useSearchState.ts'
import classes from './Rail.module.css'

interface Place {
  to: NonNullable<LinkProps['to']>
  label: string
  icon: ReactNode
}

const PLACES: readonly Place[] = [
  { to: '/', label: 'Fleet', icon: <path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z" /> },
  { to: '/drains', label: 'Drains', icon: <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2v10A5 5 0 0 1 8 3z" /> },
  { to: '/health', label: 'Health', icon: <path d="M6.5 2h3v4.5H14v3H9.5V14h-3V9.5H2v-3h4.5z" /> },
]

const EXACT = { exact: true, includeSearch: false } as const
const CURRENT = { 'aria-current': 'page' } as const

/** Only pages that exist. The viewer's choices go along. */
export function Rail() {
  return (
    <nav className={classes.rail} aria-label="Pages">
      <svg className={classes.logo} viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 1h5v6H2zM9 5h5v4H9zM4 9h3v6H4zM9 11h5v4H9z" />
      </svg>
      {PLACES.map(({ to, label, icon }) => (
        <Link
          key={to}
          to={to}
          search={keepSearch}
          activeOptions={EXACT}
          activeProps={CURRENT}
          className={classes.place}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            {icon}
          </svg>
          {label}
        </Link>
      ))}
    </nav>
  )
}
