import { Button } from '../../components/controls/Button.tsx'
import { useEffect, useMemo, useRef, useState } from 'react'
import {
  awayItems,
  backOf,
  LEAST_AWAY_MS,
  markOf,
  type AwayItem,
  type AwayMark,
  type BackMark,
} from '../../fleet/awaySummary.ts'
import { counted, duration } from '../../fleet/words.ts'
import { FleetLinked } from '../../widgets/FleetLinked.tsx'
import { usePaused } from '../../widgets/pauseStore.ts'
import { useSnapshot } from '../../widgets/useFeed.ts'
import classes from './Away.module.css'

interface Absence {
  left: AwayMark
  back: BackMark
}

/** What changed while the tab was hidden or the feed paused, once the first answer after it is here. */
function useAbsence(): [Absence | null, () => void] {
  const snapshot = useSnapshot()
  const paused = usePaused()
  const [absence, setAbsence] = useState<Absence | null>(null)
  const left = useRef<AwayMark | null>(null)
  const newest = useRef(snapshot)
  useEffect(() => void (newest.current = snapshot))
  useEffect(() => {
    const leave = (): void => {
      if (document.hidden && newest.current && newest.current.seq > 0) left.current ??= markOf(newest.current)
    }
    document.addEventListener('visibilitychange', leave)
    return () => document.removeEventListener('visibilitychange', leave)
  }, [])
  useEffect(() => {
    if (paused && newest.current && newest.current.seq > 0) left.current ??= markOf(newest.current)
  }, [paused])
  useEffect(() => {
    const mark = left.current
    if (mark === null || snapshot === undefined || paused || document.hidden || snapshot.seq <= mark.seq) return
    left.current = null
    if (snapshot.feedTime - mark.feedTime >= LEAST_AWAY_MS) setAbsence({ left: mark, back: backOf(mark, snapshot) })
  }, [snapshot, paused])
  return [absence, () => setAbsence(null)]
}

/** "While you were away": stays until it is closed. */
export function Away() {
  const [absence, close] = useAbsence()
  const events = useSnapshot()?.events
  const items = useMemo(
    () => (absence === null ? [] : awayItems(absence.left, absence.back, events ?? [])),
    [absence, events],
  )
  const title = absence === null ? '' : titleOf(absence, items)
  const said = items.length === 0 ? title : `${title} ${counted(items.length, 'change')}`
  return (
    <>
      <div className="visuallyHidden" aria-live="polite">
        {said}
      </div>
      {absence !== null && (
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
              close()
              document.getElementById('page')?.focus()
            }}
          >
            ✕
          </Button>
        </section>
      )}
    </>
  )
}

function titleOf({ left, back }: Absence, items: readonly AwayItem[]): string {
  const away = `While you were away for ${duration(back.feedTime - left.feedTime)}`
  return items.length === 0 ? `${away}, nothing ended, started or moved much` : `${away}:`
}
