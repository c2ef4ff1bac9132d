import { Button } from '../../components/controls/Button.tsx'
import { useEffect, useMemo } from 'react'
import type { AwayMark, BackMark } from '../../fleet/awayMarks.ts'
import { awayItems, type AwayItem } from '../../fleet/awaySummary.ts'
import { counted, duration } from '../../fleet/words.ts'
import { FleetLinked } from '../../widgets/FleetLinked.tsx'
import { useSnapshot } from '../../widgets/useFeed.ts'
import classes from './Away.module.css'

export interface Absence {
  left: AwayMark
  back: BackMark
}

interface AwayListProps {
  absence: Absence
  /** Says it in a live region that was there before: one that comes with its words is not spoken everywhere. */
  onSay: (words: string) => void
  onClose: () => void
}

/** What happened between two looks, each a link. */
export function AwayList({ absence, onSay, onClose }: AwayListProps) {
  const events = useSnapshot()?.events
  const items = useMemo(() => awayItems(absence.left, absence.back, events ?? []), [absence, events])
  const title = titleOf(absence, items)
  const said = items.length === 0 ? title : `${title} ${counted(items.length, 'change')}`
  useEffect(() => {
    onSay(said)
    return () => onSay('')
  }, [onSay, said])
  return (
    <section className={classes.away} aria-label="While you were away">
      <p className={classes.title}>{title}</p>
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.words}>
            <FleetLinked words={item.words} {...item.link} />
          </li>
        ))}
      </ul>
      <Button
        look="sign"
        aria-label="Close what happened while you were away"
        onClick={() => {
          onClose()
          document.getElementById('page')?.focus()
        }}
      >
        ✕
      </Button>
    </section>
  )
}

function titleOf({ left, back }: Absence, items: readonly AwayItem[]): string {
  const away = `While you were away for ${duration(back.feedTime - left.feedTime)}`
  return items.length === 0 ? `${away}, nothing ended, started or moved much` : `${away}:`
}
