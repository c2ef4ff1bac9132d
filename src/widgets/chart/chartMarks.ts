import type { ChartMark } from '../../components/chart/chartData.ts'
import { isFeedFailure } from '../../fleet/eventWords.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import type { Note } from '../../view/notes.ts'

/** A note is cut where a mark's label would write over the next. */
const MOST_LETTERS = 18

const short = (words: string): string => (words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS - 1)}…` : words)

/** Losses this near each other are one mark: what took one process took the next, ms. */
const TOGETHER_MS = 60_000

/** `✕ 594`: connections lost with the processes that went together. */
function lossMarks(events: readonly FleetEvent[]): ChartMark[] {
  const groups: { at: number; connections: number }[] = []
  const losses = events.flatMap((event) => (event.kind === 'process ended' && event.lost ? event : []))
  for (const { at, connections } of losses.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1)
    if (last && at - last.at <= TOGETHER_MS) last.connections += connections
    else groups.push({ at, connections })
  }
  return groups.map(({ at, connections }) => ({ at, label: `✕ ${connections}` }))
}

/**
 * What charts mark, where there is no room for all words the ones that keep theirs first: notes, processes lost with
 * connections, where the feed failed, new deployments.
 */
export function marksOf(events: readonly FleetEvent[], notes: readonly Note[]): ChartMark[] {
  const lost = lossMarks(events)
  const failed = events.flatMap((event) =>
    event.kind === 'feed gap' && isFeedFailure(event) ? [{ at: event.from, label: '◌ feed failed' }] : [],
  )
  const deployed = events.flatMap((event) =>
    event.kind === 'deployment first seen' ? [{ at: event.at, label: `${event.deploymentId} first seen` }] : [],
  )
  return [...notes.map(({ at, words }) => ({ at, label: `✎ ${short(words)}` })), ...lost, ...failed, ...deployed]
}

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
