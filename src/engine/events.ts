import { keptEvents, MOST_EVENTS } from '../fleet/keptEvents.ts'
import type { FleetEvent } from '../types/fleet.ts'
import type { FleetPatch } from '../types/snapshot.ts'
import type { EngineState } from './state.ts'

/** Before a list is given out it may be longer, so that it is not gone through for every event. */
const MOST_BETWEEN = 4 * MOST_EVENTS

// Omit over a union keeps only what all members share; this keeps each member whole.
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** Lists that were given out: they are never changed again, so that views notice. */
const shared = new WeakSet<readonly FleetEvent[]>()

/** Puts an event on record. The list is copied once after it was given out, not once an event. */
export function addEvent(state: EngineState, event: WithoutId<FleetEvent>): void {
  if (shared.has(state.events)) state.events = [...state.events]
  state.events.push({ ...event, id: state.nextEvent } as FleetEvent)
  touch(state, state.nextEvent)
  state.nextEvent += 1
  if (state.events.length >= MOST_BETWEEN) state.events = [...keptEvents(state.events)]
}

/** Notes that an event is new or another one now, so that pages that have the list are sent this one. */
function touch(state: EngineState, id: number): void {
  state.eventTick += 1
  // Last set stands last: oldest changes are found first.
  state.eventTicks.delete(id)
  state.eventTicks.set(id, state.eventTick)
  if (state.eventTicks.size <= MOST_BETWEEN) return
  for (const [oldest, tick] of state.eventTicks) {
    state.eventTicks.delete(oldest)
    state.eventTickForgotten = tick
    return
  }
}

type ToldEvents = Pick<FleetPatch, 'events' | 'eventsWhole'>

/**
 * The events that are kept, oldest first; of those only what changed after `tick` when it is given, unless that is so long
 * ago that nobody knows any more what did.
 */
export function shareEvents(state: EngineState, tick: number | null): ToldEvents {
  if (!shared.has(state.events)) {
    const kept = keptEvents(state.events)
    if (kept !== state.events) state.events = [...kept]
    shared.add(state.events)
  }
  if (tick === null || tick < state.eventTickForgotten) return { events: state.events, eventsWhole: true }
  if (tick === state.eventTick) return NO_CHANGES
  return { events: state.events.filter(({ id }) => (state.eventTicks.get(id) ?? 0) > tick), eventsWhole: false }
}

const NO_CHANGES: ToldEvents = { events: [], eventsWhole: false }

/** The list after some were added or amended, oldest first, as far as they are kept. The same list when none was. */
export function mergeEvents(
  before: readonly FleetEvent[],
  { events: changed, eventsWhole }: ToldEvents,
): readonly FleetEvent[] {
  if (eventsWhole) return changed
  if (changed.length === 0) return before
  const byId = new Map(before.map((event) => [event.id, event]))
  for (const event of changed) byId.set(event.id, event)
  return keptEvents([...byId.values()].toSorted((a, b) => a.id - b.id))
}

/** Puts what is now known in place of what an event said of a process's end; nothing when it is no longer kept. */
export function amendEnd(
  state: EngineState,
  processId: string,
  change: (event: Extract<FleetEvent, { kind: 'process ended' }>) => FleetEvent,
): void {
  const at = state.events.findLastIndex((event) => event.kind === 'process ended' && event.processId === processId)
  const event = state.events[at]
  if (event?.kind !== 'process ended') return
  state.events = state.events.with(at, change(event))
  touch(state, event.id)
}
