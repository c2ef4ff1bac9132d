import type { DrainVerdict } from '../types/fleet.ts'
import classes from './marks.module.css'

type Tone = 'bad' | 'warning' | 'information' | 'ok' | 'muted'

const LOOKS: Readonly<Record<DrainVerdict, { icon: string; tone: Tone }>> = {
  'lost with connections': { icon: '✕', tone: 'bad' },
  'stopping with connections': { icon: '◼', tone: 'bad' },
  overdue: { icon: '◔', tone: 'warning' },
  stalled: { icon: '▪', tone: 'warning' },
  abandoned: { icon: '⚠', tone: 'warning' },
  lingering: { icon: '⚠', tone: 'warning' },
  unknown: { icon: '?', tone: 'muted' },
  moving: { icon: '▸', tone: 'information' },
  empty: { icon: '✓', tone: 'ok' },
  ended: { icon: '○', tone: 'muted' },
}

/** A drain's verdict as icon, word and colour. `words` replaces the word where more is known ("unknown since 12:03"). */
export function VerdictMark({ verdict, words = verdict }: { verdict: DrainVerdict; words?: string }) {
  const { icon, tone } = LOOKS[verdict]
  return (
    <span className={classes.verdict} data-tone={tone}>
      <span aria-hidden="true">{icon}</span>
      {words}
    </span>
  )
}
