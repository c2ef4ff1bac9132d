import type { FleetEvent } from '../types/fleet.ts'
import type { EngineState } from './state.ts'

const MAX_EVENTS = 1000

// Omit over a union keeps only what all members share; this keeps each member whole.
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** Lists that were given out: they are never changed again, so that views notice. */
const shared = new WeakSet<readonly FleetEvent[]>()

/** Puts an event on record. The list is copied once after it was given out, not once an event. */
export function addEvent(state: EngineState, event: WithoutId<FleetEvent>): void {
  if (shared.has(state.events)) state.events = [...state.events]
  state.events.push({ ...event, id: state.nextEvent } as FleetEvent)
  state.nextEvent += 1
  if (state.events.length >= 2 * MAX_EVENTS) state.events = state.events.slice(-MAX_EVENTS)
}

/** The newest 1,000 events, oldest first; the same list as long as nothing was added. */
export function shareEvents(state: EngineState): readonly FleetEvent[] {
  if (state.events.length > MAX_EVENTS) state.events = state.events.slice(-MAX_EVENTS)
  shared.add(state.events)
  return state.events
}

/** Puts what is now known in place of what an event said of a process's end; nothing when it is no longer kept. */
export function amendEnd(
  state: EngineState,
  processId: string,
  change: (event: Extract<FleetEvent, { kind: 'process ended' }>) => FleetEvent,
): void {
  const at = state.events.findLastIndex((event) => event.kind === 'process ended' && event.processId === processId)
  const event = state.events[at]
  if (event?.kind === 'process ended') state.events = state.events.with(at, change(event))
}
