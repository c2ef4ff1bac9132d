import { roomCount } from '../fleet/capacity.ts'
import { learnCounter, learnEgress, type CounterMode } from '../fleet/counterMode.ts'
import { unseenDrain } from '../fleet/drainFacts.ts'
import { observeEgress, RATE_WINDOW_MS, type EgressReading } from '../fleet/egressRate.ts'
import { lifecycleOf } from '../fleet/lifecycle.ts'
import { observeRoom, seeAgain, type RoomPoll, type RoomSeen } from '../fleet/roomFlow.ts'
import { noteRoomOver } from '../fleet/roomSurvival.ts'
import type { ProcessFacts } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import { forgetProcess } from '../history/processHistory.ts'
import { welcomeBack } from './absences.ts'
import { addEvent } from './events.ts'
import { groupKey } from './groupKey.ts'
import { sightDrain } from './sightDrain.ts'
import { addTo, type EngineState, type FlowSample } from './state.ts'
import { factsOf, keepFacts, keepRooms, oldestRoom, type Track } from './track.ts'

/** One accepted poll while its rows are taken in. */
export interface PollInHand extends RoomPoll {
  gapBefore: boolean
  /** The feed's clock went back: what is between this poll and the last one has no length. */
  clockStepped: boolean
  /** How counters move, as learned before this poll. */
  mode: CounterMode
  /** Regions that did not answer in the poll before. */
  wasMissing: ReadonlySet<string>
  /** Listed again after they were held: what changed meanwhile did so at an unknown time. */
  returned: Set<string>
  flow: FlowSample
  /** Rooms that ended on processes that take rooms, so that their slot is open again; by region. */
  slotsBack: Map<string, number>
  roomsDropped: ReadonlyMap<string, number>
  /** Egress counters that began anew, by process, with the group it is in. */
  resets: Map<string, { key: string; n: number }>
  /** Something in some row moved; a gauge or counter did. */
  moved: boolean
  countersMoved: boolean
  /** None has for long, so that gauges say nothing of now. */
  countersFrozen: boolean
}

function takeSlot(state: EngineState): number {
  const free = state.freeSlots.pop()
  if (free !== undefined) return free
  state.size += 1
  return state.size - 1
}

function noteDeployment(state: EngineState, row: ProcessWithRooms, poll: PollInHand): void {
  if (state.deployments.has(row.deploymentId)) return
  state.deployments.set(row.deploymentId, poll.at)
  if (poll.blind) return
  addEvent(state, { kind: 'deployment first seen', at: poll.at, deploymentId: row.deploymentId, region: row.region })
}

/** Notes every room: starts, moves, and which is the oldest. */
function sightRooms(state: EngineState, track: Track, row: ProcessWithRooms, poll: PollInHand, same: boolean): void {
  if (same && seeAgain(track.roomsSeen, row.processId, poll.number)) return
  const blind = poll.blind || poll.returned.has(row.processId) || poll.wasMissing.has(row.region)
  const view = { number: poll.number, at: poll.at, before: poll.before, blind }
  track.roomsSeen = row.rooms.map((room) => {
    const { seen, change, from } = observeRoom(state.rooms, room, row.processId, view)
    if (change === 'started') addTo(poll.flow.starts, track.group)
    if (change === 'moved') noteMove(state, seen, from ?? '', poll.at)
    return seen
  })
  noteOldest(state, track)
}

/** Where it was, it is over without having ended; where it is now, it is watched from this age on. */
function noteMove(state: EngineState, seen: RoomSeen, from: string, at: number): void {
  const left = state.tracks.get(from)?.facts ?? state.tombstones.get(from)
  const age = at - seen.since
  if (left) noteRoomOver(state.survival, left.deploymentId, { joinedAge: seen.joinedAge, age }, false, at)
  if (!Number.isNaN(seen.joinedAge)) seen.joinedAge = age
}

function noteOldest(state: EngineState, track: Track): void {
  track.oldestRoom = oldestRoom(track)
  const oldestRoomSince = track.oldestRoom?.since ?? null
  if (track.facts.oldestRoomSince === oldestRoomSince) return
  track.facts = { ...track.facts, oldestRoomSince }
  state.slotSeq[track.slot] = state.seq
}

/** Notes since when its `scheduling` rooms are so. @param same they are those of the poll before, none of them changed. */
function sightScheduling(track: Track, row: ProcessWithRooms, at: number, same: boolean): void {
  if (track.scheduling.size === 0 && (same || !row.rooms.some((room) => room.status === 'scheduling'))) return
  const now = row.rooms.filter((room) => room.status === 'scheduling').map((room) => room.roomId)
  track.scheduling = new Map(now.map((roomId) => [roomId, track.scheduling.get(roomId) ?? at]))
}

/** Notes since when a process has neither rooms nor connections, as far as that was watched. */
function sightIdle(track: Track, poll: PollInHand): void {
  const idle =
    track.rooms === 0 && track.connections === 0 && track.roomsDropped === 0 && track.lifecycle !== 'starting'
  if (!idle) track.idleSince = null
  else if (poll.blind || poll.returned.has(track.facts.processId)) track.idleSince = Number.NaN
  else track.idleSince ??= poll.at
}

function newTrack(state: EngineState, row: ProcessWithRooms, poll: PollInHand): Track {
  const track: Track = {
    slot: takeSlot(state),
    place: null,
    facts: factsOf(row),
    group: groupKey(row),
    lifecycle: lifecycleOf(row),
    poll: 0,
    seenAt: poll.at,
    held: 'none',
    connections: row.activeConnections,
    connectionsAt: row.activeConnectionsUpdatedAt,
    egressedBytes: row.egressedBytes,
    slots: row.roomSlotsAvailable,
    slotsAt: row.roomSlotsAvailableUpdatedAt,
    allocatedAt: row.roomsAllocatedUpdatedAt,
    allocated: row.roomsAllocated,
    rooms: 0,
    roomList: row.rooms,
    roomsSeen: [],
    roomsDropped: 0,
    oldestRoom: null,
    egress: observeEgress(null, readingOf(row, poll), false),
    drain: null,
    wave: null,
    idleSince: null,
    scheduling: new Map(),
  }
  state.tracks.set(row.processId, track)
  state.slots[track.slot] = track
  state.slotSeq[track.slot] = state.seq
  state.textSeq[track.slot] = state.seq
  poll.moved = true
  return track
}

/** A time that moves only when the gauge changes says nothing of when the bytes were counted. */
const readingOf = (row: ProcessWithRooms, { at, mode }: PollInHand): EgressReading => ({
  at,
  bytes: row.egressedBytes,
  startedAt: row.startedAt,
  measuredAt: mode.mode === 'on change' ? null : row.activeConnectionsUpdatedAt,
})

/** Takes in what changed of a known row; true when the row is another process under the same ID. */
function refresh(state: EngineState, track: Track, row: ProcessWithRooms, poll: PollInHand): boolean {
  const facts = keepFacts(track.facts, row)
  const rooms = keepRooms(track.roomList, row.rooms)
  if (facts !== track.facts) state.slotSeq[track.slot] = state.seq
  if (facts !== track.facts || rooms !== track.roomList) state.textSeq[track.slot] = state.seq
  const measured =
    track.connections !== row.activeConnections ||
    track.egressedBytes !== row.egressedBytes ||
    track.connectionsAt !== row.activeConnectionsUpdatedAt
  poll.countersMoved ||= measured
  poll.moved ||=
    measured ||
    facts !== track.facts ||
    rooms !== track.roomList ||
    track.slots !== row.roomSlotsAvailable ||
    track.slotsAt !== row.roomSlotsAvailableUpdatedAt ||
    track.allocatedAt !== row.roomsAllocatedUpdatedAt
  // A row that was held or missed has a gap of its own.
  const gap = poll.gapBefore || poll.clockStepped || track.held !== 'none'
  if (!gap) {
    learnCounter(
      state.learning,
      { value: track.connections, at: track.connectionsAt },
      { value: row.activeConnections, at: row.activeConnectionsUpdatedAt },
    )
  }
  if (!gap && !poll.countersFrozen && row.egressedBytes > track.egress.bytes)
    learnEgress(state.learning, poll.at - track.egress.changedAt)
  const another = isAnother(track.facts, row)
  if (another) beginAnew(state, track)
  else if (gap && track.drain) track.drain = unseenDrain(track.drain)
  const resets = track.egress.resets
  // Over a missed poll or two the counter still tells true bytes over true time; over more, a reset may hide. What was
  // frozen moved at some time that nobody knows.
  const longGap = poll.clockStepped || poll.countersFrozen || (gap && poll.at - track.seenAt > RATE_WINDOW_MS)
  track.egress = observeEgress(track.egress, readingOf(row, poll), longGap)
  if (track.egress.resets > resets) {
    poll.resets.set(row.processId, { key: groupKey(row), n: track.egress.resets - resets })
  }
  if (facts !== track.facts) track.group = groupKey(facts)
  track.facts = facts
  track.roomList = rooms
  return another
}

/** An ID used again: what started at another time, or is starting once more, is another process. */
const isAnother = (before: ProcessFacts, row: ProcessWithRooms): boolean =>
  before.startedAt !== null && row.startedAt !== before.startedAt

/** Forgets what belongs to the process that had this ID before; the slot and the place in the list stay. */
function beginAnew(state: EngineState, track: Track): void {
  track.drain = null
  track.wave = null
  track.rooms = 0
  track.scheduling = new Map()
  forgetProcess(state.processHistory, track.facts.processId)
  track.place = null
}

/** Takes one row of an accepted answer into the state. */
export function sight(state: EngineState, row: ProcessWithRooms, poll: PollInHand): void {
  const known = state.tracks.get(row.processId)
  const inSight = known !== undefined && known.held === 'none' && !poll.gapBefore
  if (known && known.held !== 'none') poll.returned.add(row.processId)
  const track = known ?? newTrack(state, row, poll)
  const [roomsBefore, pollBefore] = [known?.roomList, known?.poll]
  const another = known ? refresh(state, known, row, poll) : false
  const sameRooms = !another && track.roomList === roomsBefore && pollBefore === poll.number - 1
  const was = { listed: inSight && !another, rooms: known ? known.rooms : welcomeBack(state, track, row) }
  noteDeployment(state, row, poll)
  track.lifecycle = lifecycleOf(row)
  track.poll = poll.number
  track.seenAt = poll.at
  track.held = 'none'
  track.connections = row.activeConnections
  track.connectionsAt = row.activeConnectionsUpdatedAt
  track.egressedBytes = row.egressedBytes
  track.slots = row.roomSlotsAvailable
  track.slotsAt = row.roomSlotsAvailableUpdatedAt
  track.allocatedAt = row.roomsAllocatedUpdatedAt
  track.allocated = row.roomsAllocated
  track.roomsDropped = poll.roomsDropped.size === 0 ? 0 : (poll.roomsDropped.get(row.processId) ?? 0)
  track.rooms = roomCount(row.totalRooms, row.rooms.length, track.roomsDropped)
  sightScheduling(track, row, poll.at, sameRooms)
  sightIdle(track, poll)
  sightRooms(state, track, row, poll, sameRooms)
  sightDrain(state, track, row, poll, was)
}
