import type { TimelineKind } from '../../types/fleet.ts'
import classes from './EventsPage.module.css'

/** Name and sign of each kind; colours as everywhere: red for connections cut, amber for a feed that fails. */
export const KINDS: Readonly<Record<TimelineKind, { sign: string; word: string }>> = {
  alert: { sign: '!', word: 'Alert' },
  lost: { sign: '✕', word: 'Lost' },
  feed: { sign: '◌', word: 'Feed' },
  deployment: { sign: '◆', word: 'Deployment' },
  missing: { sign: '?', word: 'Missing' },
  ended: { sign: '□', word: 'Ended' },
  drain: { sign: '▾', word: 'Drain' },
  reset: { sign: '↺', word: 'Counter' },
  note: { sign: '✎', word: 'Note' },
}

export function KindMark({ kind }: { kind: TimelineKind }) {
  const { sign, word } = KINDS[kind]
  return (
    <span className={classes.kind} data-kind={kind}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  )
}
