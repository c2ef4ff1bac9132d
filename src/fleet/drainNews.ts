import { counted } from './words.ts'
import type { DrainVerdict, FleetEvent } from '../types/fleet.ts'

/** What a drain turned into that somebody waits for. */
const NEWS: Readonly<Partial<Record<DrainVerdict, string>>> = { empty: 'empty', stalled: 'stalled' }

/** Verdicts by process, as they were said last. */
export type Verdicts = ReadonlyMap<string, DrainVerdict>

/**
 * What changed of drains since they were looked at last, in words: those that became empty or stalled, and those that
 * were lost. Empty when there is nothing to say; a drain seen first is no news, nor one that was unknown in between.
 * @param events since then.
 */
export function drainNews(before: Verdicts, now: Verdicts, events: readonly FleetEvent[]): string {
  const turned = new Map<string, number>()
  for (const [processId, verdict] of now) {
    const was = before.get(processId)
    const word = NEWS[verdict]
    if (word !== undefined && was !== undefined && was !== 'unknown' && was !== verdict)
      turned.set(word, (turned.get(word) ?? 0) + 1)
  }
  const lost = events.filter((event) => event.kind === 'process ended' && event.lost && event.wasDraining)
  const words = [...turned].map(([word, n]) => `${counted(n, 'drain')} ${word}`)
  if (lost.length > 0) words.push(`${counted(lost.length, 'drain')} lost with connections`)
  return words.join(', ')
}
