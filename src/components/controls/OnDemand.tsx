import { Suspense, useState, type ReactNode } from 'react'

/** What the button that stands there at first has to take. */
export interface StandIn {
  onClick: () => void
  onPointerEnter: () => void
  onFocus: () => void
  'aria-haspopup': 'menu' | 'dialog'
  'aria-expanded': false
}

interface OnDemandProps {
  /** Fetches what opens; called as soon as somebody comes near. */
  load: () => Promise<unknown>
  opens?: 'menu' | 'dialog'
  renderButton: (props: StandIn) => ReactNode
  /** The real one, lazy and opened when it comes. */
  children: ReactNode
}

/**
 * A menu or dialog whose script is as heavy as a page: only its button stands there until it is asked for, and it opens
 * as soon as it has been loaded.
 */
export function OnDemand({ load, opens = 'menu', renderButton, children }: OnDemandProps) {
  const [asked, setAsked] = useState(false)
  const fetchIt = (): void => void load().catch(() => {})
  const stand = renderButton({
    onClick: () => setAsked(true),
    onPointerEnter: fetchIt,
    onFocus: fetchIt,
    'aria-haspopup': opens,
    'aria-expanded': false,
  })
  return asked ? <Suspense fallback={stand}>{children}</Suspense> : stand
}
