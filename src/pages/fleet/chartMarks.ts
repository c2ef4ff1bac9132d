import type { ChartMark } from '../../components/chart/chartData.ts'
import { NOT_POLLING } from '../../fleet/eventWords.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import type { Note } from '../../view/notes.ts'

/** A note is cut where a mark's label would write over the next. */
const MOST_LETTERS = 18

const short = (words: string): string => (words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS - 1)}…` : words)

/** What charts mark: new deployments, processes lost with connections, where the feed failed, and notes. */
export function marksOf(events: readonly FleetEvent[], notes: readonly Note[] = NO_NOTES): ChartMark[] {
  const seen = events.flatMap((event): ChartMark[] => {
    if (event.kind === 'deployment first seen') return [{ at: event.at, label: `${event.deploymentId} first seen` }]
    if (event.kind === 'process ended' && event.lost) return [{ at: event.at, label: `✕ ${event.connections}` }]
    if (event.kind === 'feed gap' && event.reason !== NOT_POLLING) return [{ at: event.from, label: '◌ feed failed' }]
    return []
  })
  return [...seen, ...notes.map(({ at, words }) => ({ at, label: `✎ ${short(words)}` }))]
}

const NO_NOTES: readonly Note[] = []

/** Remembers the marks given last: the same ones again are the same list, so that no chart is drawn for them. */
export function createMarksKeeper(): (now: readonly ChartMark[]) => readonly ChartMark[] {
  let before: readonly ChartMark[] = []
  return (now) => {
    const same =
      now.length === before.length &&
      now.every(({ at, label }, index) => at === before[index]?.at && label === before[index].label)
    if (!same) before = now
    return before
  }
}
