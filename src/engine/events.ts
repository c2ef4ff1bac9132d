import type { FleetEvent } from '../types/fleet.ts'
import type { EngineState } from './state.ts'

const MAX_EVENTS = 1000

// Omit over a union keeps only what all members share; this keeps each member whole.
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** Puts an event on record, oldest dropped beyond 1,000. A new list, so that views notice. */
export function addEvent(state: EngineState, event: WithoutId<FleetEvent>): void {
  const kept = state.events.length >= MAX_EVENTS ? state.events.slice(1) : state.events
  state.events = [...kept, { ...event, id: state.nextEvent } as FleetEvent]
  state.nextEvent += 1
}
