import { failureWords } from '../api/apiError.ts'
import { counterMode } from '../fleet/counterMode.ts'
import { unseenDrain } from '../fleet/drainFacts.ts'
import { isUnresolved } from '../fleet/ending.ts'
import { CLOCK_AHEAD, NOT_OPEN, NOT_POLLING } from '../fleet/eventWords.ts'
import { quantile } from '../fleet/quantile.ts'
import { sweepRooms } from '../fleet/roomFlow.ts'
import { noteRoomLength } from '../fleet/roomLengths.ts'
import { noteIdleTime } from '../fleet/reapRule.ts'
import { noteRoomOver } from '../fleet/roomSurvival.ts'
import { newSlotFlow, noteSlots } from '../fleet/slotFlow.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import { bury, countListed, doubtOf, sortAbsences, type ListedBefore } from './absences.ts'
import { addEvent } from './events.ts'
import { areCountersFrozen } from './frozen.ts'
import { groupKey, groupOf } from './groupKey.ts'
import type { ReadParts } from './readParts.ts'
import { noteResets } from './noteResets.ts'
import { heldRows, recordPoll } from './recordPoll.ts'
import { sight, type PollInHand } from './sightings.ts'
import { addTo, type EngineState } from './state.ts'
import { summarise, type Summary } from './summary.ts'
import { darkRegions, dropStones } from './tombstones.ts'

/** Nobody polled for more than so many periods: a gap. */
export const GAP_PERIODS = 2.5
/** `Date` has whole seconds: an answer dated less than this before the last one is no step of a clock. */
const CLOCK_STEP_MS = 1000
/** Less is no step forward: an interval that changed, an answer that was long on its way. */
const CLOCK_AHEAD_MS = 30_000
const DAY = 86_400_000

export interface Accepted {
  summary: Summary
  unconfirmed: boolean
}

/** When an answer says it is, epoch ms of feed time; else what this computer's clock says. */
export const toldTime = ({ feedTime }: ReadParts, wall: number): number => Math.round(feedTime ?? wall)

/**
 * Takes one good answer into the state: rows, absences, rooms, sums, history.
 * @param watchDrains looks at the drains when rows and rooms are in.
 */
export function accept(
  state: EngineState,
  read: ReadParts,
  clock: { mono: number; wall: number },
  watchDrains: () => void,
): Accepted {
  const sincePoll = state.lastGoodAt === null ? 0 : clock.mono - state.lastGoodAt
  const before = state.feedTime
  const told = toldTime(read, clock.wall)
  const ahead = state.seq > 0 && isAheadOf(state, told - before, sincePoll)
  const gapBefore = ahead || (state.seq > 0 && sincePoll > GAP_PERIODS * periodOf(state))
  // Strictly rising, whatever a stepping clock on the other side says.
  const at = Math.max(told, before + 1)
  const stepped = ahead || told < before - CLOCK_STEP_MS
  state.clockOffsetMs = read.feedTime === null ? null : read.feedTime - clock.wall
  if (gapBefore) {
    const reason = ahead ? CLOCK_AHEAD : (state.failure?.detail ?? NOT_POLLING)
    addEvent(state, { kind: 'feed gap', at, from: before, reason })
  }
  state.seq += 1
  state.feedTime = at
  noteAway(state, at)
  state.watchingSince ??= at
  state.lastGoodAt = clock.mono
  state.acceptedSpacingMs = state.spacingMs
  const dropped = new Map<string, number>()
  for (const room of read.drift.droppedRooms) dropped.set(room.processId, (dropped.get(room.processId) ?? 0) + 1)
  const blind = state.seq === 1 || gapBefore
  const mode = counterMode(state.learning)
  const poll: PollInHand = {
    number: state.seq,
    at,
    before: state.seq === 1 ? null : before,
    blind,
    gapBefore,
    clockStepped: stepped,
    // While feed time stands still after a step back, only the page's clock says how long it was.
    flow: {
      at,
      coveredMs: blind ? 0 : stepped ? sincePoll : at - before,
      unwatched: new Set([
        ...state.missingRegions.keys(),
        ...read.failed.map(({ region }) => region),
        ...state.darkRegions.keys(),
      ]),
      starts: new Map(),
      ends: new Map(),
      measured: new Map(),
      measuredMs: new Map(),
    },
    slotsBack: new Map(),
    roomsDropped: dropped,
    mode,
    wasMissing: new Set(state.missingRegions.keys()),
    returned: new Set(),
    resets: new Map(),
    moved: false,
    countersMoved: false,
    // Of what nobody looked at nobody can say that it stood still.
    countersFrozen: !gapBefore && areCountersFrozen(state, mode, at),
  }
  const listedBefore = countListed(state, read.byRegion)
  for (const row of read.processes) sight(state, row, poll)
  noteResets(state, poll)
  const gone = takeAbsences(state, read, poll, listedBefore)
  if (poll.moved || gone > 0) state.movedAt = at
  if (poll.countersMoved || state.seq === 1) state.countersMovedAt = at
  state.answers = read.answers
  state.parsed = read
  state.capped = read.capped
  const unconfirmed = state.unconfirmedDrops.length > 0
  if (isWhole(read) && !unconfirmed) state.remembered = null
  countForeign(state, read.processes)
  // A region's own list that is doubted leaves the others watched.
  const doubt = doubtOf(state)
  const held = heldRows(state)
  if (!doubt.all) {
    poll.flow.unwatched = new Set([...poll.flow.unwatched, ...doubt.regions, ...held.regions])
    state.flow.push(poll.flow)
    noteSlotFlow(state, poll)
  }
  watchDrains()
  dropStones(state)
  state.darkRegions = darkRegions(state)
  const summary = summarise(state)
  state.totals = summary.totals
  state.groups = summary.groups
  state.regions = summary.regions
  for (const [id, one] of state.lost) if (one.at < at - DAY) state.lost.delete(id)
  recordPoll(state, summary, { at, gapBefore }, poll.resets, held)
  return { summary, unconfirmed }
}

/**
 * Whether the feed's clock went on by much more than the time that passed explains: then nobody watched that time. How
 * fast it goes against this computer's is learned from answer to answer, since a recording may be played faster.
 * @param feedMs and `passedMs` since the answer before.
 */
function isAheadOf(state: EngineState, feedMs: number, passedMs: number): boolean {
  const rate = state.feedRate
  state.feedRate = passedMs > 0 ? feedMs / passedMs : rate
  if (rate === null) return false
  const expected = Math.max(0, rate * passedMs)
  return feedMs - expected > Math.max(CLOCK_AHEAD_MS, GAP_PERIODS * expected)
}

/** The longest that may pass between two polls as things are, ms: what the page waits and what an answer takes. */
export const periodOf = (state: EngineState): number =>
  Math.max(state.intervalMs, state.spacingMs, state.acceptedSpacingMs) +
  (state.durations.length === 0 ? 0 : quantile(state.durations, 0.5))

/** Nothing is left out, so that what an earlier visit remembers and this answer does not list is over. */
const isWhole = ({ failed, rejects }: ReadParts): boolean => failed.length + rejects.length === 0

/** The time between an earlier visit and this one is a gap in what was seen. */
function noteAway(state: EngineState, at: number): void {
  const from = state.remembered?.savedAt
  if (state.seq > 1 || from === undefined || at - from < GAP_PERIODS * state.intervalMs) return
  addEvent(state, { kind: 'feed gap', at, from, reason: NOT_OPEN })
}

function takeAbsences(state: EngineState, read: ReadParts, poll: PollInHand, listedBefore: ListedBefore): number {
  const rejectedIds = new Set(read.rejects.flatMap((reject) => reject.processId ?? []))
  const failedRegions = new Set(read.failed.map((one) => one.region))
  const before = new Map(state.missingRegions)
  state.missingRegions = new Map(
    read.failed.map(({ region, error }) => [
      region,
      { since: before.get(region)?.since ?? state.regionSeenAt.get(region) ?? null, detail: failureWords(error) },
    ]),
  )
  for (const region of read.answered) state.regionSeenAt.set(region, poll.at)
  for (const process of read.processes) state.regionSeenAt.set(process.region, poll.at)
  const pending = state.unconfirmedDrops
  const anonymousRejects = read.rejects.filter((reject) => reject.processId === undefined).length
  const evidence = { poll: poll.number, listedBefore, rejectedIds, anonymousRejects, failedRegions }
  const gone = sortAbsences(state, evidence)
  for (const drop of state.unconfirmedDrops) {
    if (!pending.some(({ region }) => region === drop.region))
      addEvent(state, { kind: 'list dropped', at: poll.at, ...drop })
  }
  for (const track of gone) {
    const idleMs = endedAround(poll) - (track.idleSince ?? Number.NaN)
    if (!poll.blind && idleMs >= 0) noteIdleTime(state.idleTimes, idleMs)
    bury(state, track, poll)
  }
  const held = (processId: string): boolean => {
    const track = state.tracks.get(processId)
    if (track !== undefined) return track.held !== 'none' || track.roomsDropped > 0
    // Until somebody says that a process ended, its rooms are out of sight, not over.
    return isUnresolved(state.tombstones.get(processId))
  }
  for (const room of sweepRooms(state.rooms, poll, held)) {
    const track = state.tracks.get(room.processId)
    const owner = track?.facts ?? state.tombstones.get(room.processId)
    // It ended at some time that nobody watched, or went with its process and might have lasted longer.
    const unwatched = poll.blind || poll.returned.has(room.processId)
    const seenToEnd = track !== undefined && !unwatched
    const lastAt = seenToEnd ? endedAround(poll) : (poll.before ?? poll.at)
    const watched = { joinedAge: room.joinedAge, age: lastAt - room.since }
    if (owner) noteRoomOver(state.survival, owner.deploymentId, watched, seenToEnd, poll.at)
    if (unwatched) continue
    if (track) {
      const ms = Math.max(0, watched.age)
      noteRoomLength(state.roomLengths, track.facts.deploymentId, ms)
      addTo(poll.flow.measured, track.group)
      addTo(poll.flow.measuredMs, track.group, ms)
      if (track.lifecycle === 'running') addTo(poll.slotsBack, track.facts.region)
    }
    if (owner) addTo(poll.flow.ends, groupKey(owner))
  }
  for (const track of state.tracks.values()) {
    if (track.held !== 'none' && track.drain) track.drain = unseenDrain(track.drain)
  }
  return gone.length
}

/** Open slots that were taken and given back since the poll before, region by region as far as it was watched. */
function noteSlotFlow(state: EngineState, { at, blind, flow, slotsBack }: PollInHand): void {
  if (blind) return
  const taken = new Map<string, number>()
  for (const [key, n] of flow.starts) addTo(taken, groupOf(key).region, n)
  // As they stood when this time began.
  const rooms = new Map(state.regions.map(({ key, openRooms }) => [key, openRooms]))
  const { coveredMs } = flow
  for (const region of state.regionSeenAt.keys()) {
    if (flow.unwatched.has(region)) continue
    let own = state.slotFlow.get(region)
    if (own === undefined) state.slotFlow.set(region, (own = newSlotFlow()))
    const roomMs = (rooms.get(region) ?? 0) * coveredMs
    noteSlots(own, at, { coveredMs, roomMs, starts: taken.get(region) ?? 0, ends: slotsBack.get(region) ?? 0 })
  }
}

/** What ended between two polls did so in the middle, for all we know. */
const endedAround = ({ at, before }: PollInHand): number => (at + (before ?? at)) / 2

function countForeign(state: EngineState, rows: readonly ProcessWithRooms[]): void {
  state.foreignApps = new Map()
  for (const { appId } of rows) {
    if (appId !== state.app) state.foreignApps.set(appId, (state.foreignApps.get(appId) ?? 0) + 1)
  }
}
