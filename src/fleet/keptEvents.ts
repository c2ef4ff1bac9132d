import type { FleetEvent } from '../types/fleet.ts'

/** So many of each kind are kept, the newest. */
export const MOST_EVENTS = 1000

/**
 * Events that people come back for within a day: who was lost, alerts, gaps, deployments. Of the others a large fleet has
 * thousands an hour, and these must not go with them (operations, "Tombstones": lost ones stay until acknowledged).
 */
export const isLasting = (event: FleetEvent): boolean =>
  event.kind === 'process ended' ? event.lost : event.kind !== 'drain seen' && event.kind !== 'counter reset'

/** The newest thousand lasting events and the newest thousand others, in the order they stand; the same list when all stay. */
export function keptEvents(events: readonly FleetEvent[]): readonly FleetEvent[] {
  if (events.length <= MOST_EVENTS) return events
  const lasting = events.reduce((n, event) => n + Number(isLasting(event)), 0)
  let tooMany = { lasting: lasting - MOST_EVENTS, others: events.length - lasting - MOST_EVENTS }
  if (tooMany.lasting <= 0 && tooMany.others <= 0) return events
  return events.filter((event) => {
    const which = isLasting(event) ? 'lasting' : 'others'
    if (tooMany[which] <= 0) return true
    tooMany = { ...tooMany, [which]: tooMany[which] - 1 }
    return false
  })
}

/** Epoch ms from which on the others are all there; null when none had to go. */
export function othersSince(events: readonly FleetEvent[]): number | null {
  const others = events.filter((event) => !isLasting(event))
  return others.length < MOST_EVENTS ? null : Math.min(...others.map(({ at }) => at))
}
