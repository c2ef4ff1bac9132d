import { useEffect, useRef } from 'react'
import { drainNews, type Verdicts } from '../../fleet/drainNews.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import { notify } from '../../view/notify.ts'
import type { DrainRow } from './useDrainRows.ts'

/** Tells who listens what somebody waits for; polls by themselves are not spoken. */
export function DrainNews({ rows, events }: { rows: readonly DrainRow[]; events: readonly FleetEvent[] }) {
  const spoken = useRef<HTMLDivElement>(null)
  const before = useRef<{ verdicts: Verdicts; lastEvent: number } | null>(null)
  useEffect(() => {
    const verdicts: Verdicts = new Map(rows.map(({ drain, verdict }) => [drain.processId, verdict]))
    const known = before.current
    before.current = { verdicts, lastEvent: events.at(-1)?.id ?? known?.lastEvent ?? 0 }
    if (known === null || spoken.current === null) return
    const words = drainNews(
      known.verdicts,
      verdicts,
      events.filter(({ id }) => id > known.lastEvent),
    )
    if (words === '') return
    spoken.current.textContent = words
    notify('Drains', words, `drains ${known.lastEvent} ${words}`)
  }, [rows, events])
  return <div ref={spoken} className="visuallyHidden" aria-live="polite" />
}
