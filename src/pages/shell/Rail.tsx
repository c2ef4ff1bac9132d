import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { keepSearch } from '../../widgets/useSearchState.ts'
import { PLACES, SETTINGS } from './places.tsx'
import classes from './Rail.module.css'

const EXACT = { exact: true, includeSearch: false } as const
const CURRENT = { 'aria-current': 'page' } as const

/** The viewer's choices go along. */
export function Rail() {
  const rail = useRef<HTMLElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  // On the narrowest phone it is wider than the screen.
  useEffect(() => {
    const links = [...(rail.current?.querySelectorAll('a') ?? [])]
    links.find(({ pathname }) => pathname === path)?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [path])
  return (
    <nav ref={rail} className={classes.rail} aria-label="Pages">
      <svg className={classes.logo} viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 1h5v6H2zM9 5h5v4H9zM4 9h3v6H4zM9 11h5v4H9z" />
      </svg>
      {[...PLACES, SETTINGS].map(({ to, label, icon }) => (
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
