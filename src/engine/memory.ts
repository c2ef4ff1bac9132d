import { STORED_FORMAT, type DrainMemory, type Stored } from '../types/stored.ts'
import type { AlertMemory } from './alertWatch.ts'
import type { EngineState } from './state.ts'

const DAY = 86_400_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What is worth keeping of the state for the next visit. */
export function toStored(state: EngineState): Stored {
  const drains = [...state.tracks.values()].flatMap(({ facts, drain }): DrainMemory[] => {
    if (drain === null) return []
    const { processId, firstSeenAt, sawBegin, roomsFirst, connectionsFirst, rooms, watchedSince, lastRoomEndAt } = drain
    const roomEnds = { rooms, watchedSince, lastRoomEndAt }
    return [{ processId, startedAt: facts.startedAt, firstSeenAt, sawBegin, roomsFirst, connectionsFirst, roomEnds }]
  })
  // Of those whose region has not answered yet on this visit, what the one before knew.
  const unseen = [...(state.remembered?.drains.values() ?? [])]
  return {
    format: STORED_FORMAT,
    savedAt: state.feedTime,
    events: state.events,
    drains: [...drains, ...unseen],
    deployments: [...state.deployments],
    slotFlow: [...state.slotFlow].map(([region, { minutes }]) => [region, minutes]),
    firing: [...state.alertMemory.state.watched].flatMap(([key, { reading, firesSince, offSince, unknownSince }]) => {
      const { level: _level, ...told } = reading
      return firesSince === null ? [] : [[key, { reading: told, firesSince, offSince, unknownSince }]]
    }),
    heldAgainst: [...state.alertMemory.held],
  }
}

/** What claims to come from the future is another feed's time. @param at feed time now, epoch ms */
export const isAhead = ({ savedAt }: { savedAt: number }, at: number): boolean => savedAt > at + MINUTE

/** What fired goes on to fire until it is judged anew; the time away is one of which nothing is known. */
function recallAlerts({ state, held }: AlertMemory, { savedAt, firing = [], heldAgainst = [] }: Stored): void {
  for (const [key, { reading, unknownSince, ...since }] of firing) {
    state.watched.set(key, {
      reading: { ...reading, level: 'on' },
      ...since,
      onSince: null,
      polls: 0,
      unknownSince: unknownSince ?? savedAt,
    })
  }
  for (const [key, value] of heldAgainst) held.set(key, value)
}

/** Takes up what an earlier visit kept, unless it is ahead; before the first poll. @param at feed time, epoch ms */
export function recall(state: EngineState, stored: Stored, at: number): void {
  if (isAhead(stored, at)) return
  state.events = stored.events
  // Pages that asked before this was read are sent it too.
  state.eventTick += 1
  state.eventTicks = new Map(stored.events.map(({ id }) => [id, state.eventTick]))
  state.nextEvent = stored.events.reduce((next, event) => Math.max(next, event.id + 1), 1)
  state.deployments = new Map(stored.deployments)
  // Else who reloads in the middle of it would not be told that rooms have ceased to start.
  state.slotFlow = new Map((stored.slotFlow ?? []).map(([region, minutes]) => [region, { minutes }]))
  if (at - stored.savedAt < HOUR) recallAlerts(state.alertMemory, stored)
  state.remembered = { savedAt: stored.savedAt, drains: new Map(stored.drains.map((one) => [one.processId, one])) }
  for (const event of stored.events) {
    if (event.kind !== 'process ended' || event.withdrawn) continue
    state.ended.add(event.processId)
    const { processId, region, deploymentId, connections } = event
    if (event.lost && stored.savedAt - event.at < DAY) {
      state.lost.set(processId, { processId, at: event.at, region, deploymentId, connections })
    }
  }
}
