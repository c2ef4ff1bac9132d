import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { foreignText } from '../components/status/foreignText.ts'
import type { FleetLink } from '../types/fleet.ts'

const present = (value: string | undefined): [string] | undefined => (value === undefined ? undefined : [value])

/**
 * Words that lead to what they speak of. Drawn again for other words only: the router works a link's place out each
 * time.
 */
export const FleetLinked = memo(function FleetLinked({ words, ...link }: { words: string } & FleetLink) {
  const text = foreignText(words)
  switch (link.to) {
    case 'process':
      return (
        <Link to="/" search={{ process: link.processId }}>
          {text}
        </Link>
      )
    case 'fleet': {
      const search = { region: present(link.region), deployment: present(link.deployment), sort: link.sort }
      return (
        <Link to="/" search={search as never}>
          {text}
        </Link>
      )
    }
    default:
      return <Link to={`/${link.to}`}>{text}</Link>
  }
})
