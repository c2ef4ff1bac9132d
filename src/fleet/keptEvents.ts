import type { FleetEvent } from '../types/fleet.ts'

/** So many of each kind are kept, the newest. */
export const MOST_EVENTS = 1000

/**
 * Events that people come back for within a day: who was lost, alerts, gaps, deployments. Of the others a large fleet has
 * thousands an hour, and these must not go with them (docs/decisions.md, "What is gone stands below the table").
 */
export const isLasting = (event: FleetEvent): boolean =>
  event.kind === 'process ended' ? event.lost : !PASSING.has(event.kind)

/** Of these there are thousands an hour, or a feed may make them so. */
const PASSING: ReadonlySet<FleetEvent['kind']> = new Set(['drain seen', 'counter reset', 'counter reset burst'])

/** Those that go when only so many may stay: the oldest by time, and of two at one time the one that stands first. */
const oldestBeyond = (events: readonly FleetEvent[], most: number): readonly FleetEvent[] =>
  events.length <= most ? [] : events.toSorted((a, b) => a.at - b.at).slice(0, events.length - most)

/**
 * The newest thousand lasting events and the newest thousand others, in the order they stand; the same list when all stay.
 * Newest by their own time: ends of hours ago are told again after a reload, and must not drive out those of just now.
 */
export function keptEvents(events: readonly FleetEvent[]): readonly FleetEvent[] {
  if (events.length <= MOST_EVENTS) return events
  const gone = new Set([
    ...oldestBeyond(events.filter(isLasting), MOST_EVENTS),
    ...oldestBeyond(
      events.filter((event) => !isLasting(event)),
      MOST_EVENTS,
    ),
  ])
  return gone.size === 0 ? events : events.filter((event) => !gone.has(event))
}

/** Epoch ms from which on the others are all there; null when none had to go. */
export function othersSince(events: readonly FleetEvent[]): number | null {
  const others = events.filter((event) => !isLasting(event))
  return others.length < MOST_EVENTS ? null : Math.min(...others.map(({ at }) => at))
}
