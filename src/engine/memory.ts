import type { SlotMinute } from '../fleet/slotFlow.ts'
import { STORED_FORMAT, type DrainMemory, type Stored } from '../types/stored.ts'
import type { AlertMemory } from './alertWatch.ts'
import type { EngineState } from './state.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const HOUR = 3_600_000

/** What is worth keeping of the state for the next visit. */
export function toStored(state: EngineState): Stored {
  const drains = [...state.tracks.values()].flatMap(({ facts, drain, wave }): DrainMemory[] => {
    if (drain === null) return []
    const { processId, firstSeenAt, sawBegin, roomsFirst, connectionsFirst, rooms, watchedSince, lastRoomEndAt } = drain
    const roomEnds = { rooms, watchedSince, lastRoomEndAt }
    const seen = { firstSeenAt, ...(wave !== null && { waveSince: wave.since }), sawBegin }
    return [{ processId, startedAt: facts.startedAt, ...seen, roomsFirst, connectionsFirst, roomEnds }]
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

/**
 * What claims to be of another day to come is another feed's time. Less is a clock that was fast for a while, and no
 * reason to forget what was seen. @param at feed time now, epoch ms
 */
export const isAhead = (time: number, at: number): boolean => time > at + DAY

/** What was noted by a clock that was fast is not of the time to come. */
const notAfter =
  (at: number) =>
  <T extends number | null>(time: T): T =>
    (time === null ? time : Math.min(time, at)) as T

/** A drain as it was remembered, by a clock that may have been fast. */
function asOfThePast(drain: DrainMemory, at: number): DrainMemory {
  const past = notAfter(at)
  const { roomEnds, waveSince } = drain
  return {
    ...drain,
    firstSeenAt: past(drain.firstSeenAt),
    ...(waveSince !== undefined && { waveSince: past(waveSince) }),
    ...(roomEnds && {
      roomEnds: {
        ...roomEnds,
        watchedSince: past(roomEnds.watchedSince),
        lastRoomEndAt: past(roomEnds.lastRoomEndAt),
      },
    }),
  }
}

/** What fired goes on to fire until it is judged anew; the time away is one of which nothing is known. */
function recallAlerts({ state, held }: AlertMemory, stored: Stored, at: number): void {
  const { savedAt, firing = [], heldAgainst = [] } = stored
  const past = notAfter(at)
  for (const [key, { reading, unknownSince, firesSince, offSince }] of firing) {
    state.watched.set(key, {
      reading: { ...reading, level: 'on' },
      firesSince: past(firesSince),
      offSince: past(offSince),
      onSince: null,
      polls: 0,
      unknownSince: past(unknownSince ?? savedAt),
    })
  }
  for (const [key, one] of heldAgainst) held.set(key, { ...one, at: past(one.at) })
}

/** Takes up what an earlier visit kept, unless it is ahead; before the first poll. @param at feed time, epoch ms */
export function recall(state: EngineState, stored: Stored, at: number): void {
  if (isAhead(stored.savedAt, at)) return
  const past = notAfter(at)
  state.events = stored.events
  // Pages that asked before this was read are sent it too.
  state.eventTick += 1
  state.eventTicks = new Map(stored.events.map(({ id }) => [id, state.eventTick]))
  state.nextEvent = stored.events.reduce((next, event) => Math.max(next, event.id + 1), 1)
  state.deployments = new Map(stored.deployments.map(([id, seenAt]) => [id, past(seenAt)]))
  // Else who reloads in the middle of it would not be told that rooms have ceased to start.
  const minutesUntil = (minutes: SlotMinute[]) => minutes.filter(({ minute }) => minute * MINUTE <= at)
  state.slotFlow = new Map((stored.slotFlow ?? []).map(([region, all]) => [region, { minutes: minutesUntil(all) }]))
  if (at - stored.savedAt < HOUR) recallAlerts(state.alertMemory, stored, at)
  const drains = stored.drains.map((one) => [one.processId, asOfThePast(one, at)] as const)
  state.remembered = { savedAt: Math.min(stored.savedAt, at), drains: new Map(drains) }
  for (const event of stored.events) {
    if (event.kind !== 'process ended' || event.withdrawn) continue
    state.ended.add(event.processId)
    const { processId, region, deploymentId, connections } = event
    if (event.lost && stored.savedAt - event.at < DAY) {
      state.lost.set(processId, { processId, at: event.at, region, deploymentId, connections })
    }
  }
}
