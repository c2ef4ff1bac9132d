import { isFresh } from '../fleet/counterMode.ts'
import { unseenDrain } from '../fleet/drainFacts.ts'
import { howEnded } from '../fleet/ending.ts'
import { forgetProcess } from '../history/processHistory.ts'
import type { DrainFacts, ListDrop, Tombstone } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import { amendEnd } from './events.ts'
import { addTo, type EngineState } from './state.ts'
import type { PollInHand } from './sightings.ts'
import type { Track } from './track.ts'

/** Losing more than this share of the list in one answer needs a second answer that says so. */
const MASS_SHARE = 0.5
const MASS_LEAST = 5

/** A mass loss of the one list that was asked for, of all lists together, or of one region's own. */
const isMassLoss = (lost: number, before: number): boolean => before >= MASS_LEAST && lost > before * MASS_SHARE

/** Whose lists are doubted: single regions', and whether that of all is. */
export const doubtOf = ({ unconfirmedDrops }: EngineState): { regions: readonly string[]; all: boolean } => ({
  regions: unconfirmedDrops.flatMap(({ region }) => region ?? []),
  all: unconfirmedDrops.some(({ region }) => region === undefined),
})

export interface ListedBefore {
  all: number
  /** Of each region that was asked by itself; empty when one answer was of all. */
  byRegion: ReadonlyMap<string, number>
}

export interface AbsenceEvidence {
  poll: number
  /** Processes that each region's last answer listed, or that wait for a second one since. */
  listedBefore: ListedBefore
  rejectedIds: ReadonlySet<string>
  /** Rejected rows that did not even say who they are. */
  anonymousRejects: number
  failedRegions: ReadonlySet<string>
}

/** How many processes the answers before listed, each region's last. @param byRegion regions are asked one by one */
export function countListed({ tracks }: EngineState, byRegion: boolean): ListedBefore {
  const counts = new Map<string, number>()
  let all = 0
  for (const { held, facts } of tracks.values()) {
    if (held === 'rejected') continue
    all += 1
    if (byRegion) addTo(counts, facts.region)
  }
  return { all, byRegion: counts }
}

/**
 * Sorts what the answer does not list: a rejected row and a region that did not answer are *held*, never gone and
 * never zero; a mass loss, also that of one region's own list, is held until the next poll says the same; the rest is
 * gone.
 * @returns those that are gone; `state.unconfirmedDrops` says what is not believed yet.
 */
export function sortAbsences(state: EngineState, evidence: AbsenceEvidence): readonly Track[] {
  const absent: Track[] = []
  for (const track of state.tracks.values()) {
    if (track.poll === evidence.poll) continue
    if (evidence.rejectedIds.has(track.facts.processId)) track.held = 'rejected'
    else if (evidence.failedRegions.has(track.facts.region)) track.held = 'region'
    else absent.push(track)
  }
  const missing = withoutAnonymous(state, absent, evidence.anonymousRejects)
  const drops = massLosses(missing, evidence.listedBefore)
  state.unconfirmedDrops = drops
  // Those that were missing in the answer before already are confirmed by this one.
  const isHeld = ({ held, facts }: Track): boolean =>
    held !== 'absent' && drops.some(({ region }) => region === undefined || region === facts.region)
  const [gone, fresh] = [missing.filter((track) => !isHeld(track)), missing.filter(isHeld)]
  for (const track of fresh) track.held = 'absent'
  return gone
}

function massLosses(missing: readonly Track[], { all, byRegion }: ListedBefore): ListDrop[] {
  const lossOf = (tracks: readonly Track[], before: number): Omit<ListDrop, 'region'>[] => {
    const fresh = tracks.filter(({ held }) => held !== 'absent').length
    return isMassLoss(fresh, before) ? [{ before, after: Math.max(0, before - tracks.length) }] : []
  }
  const whole = lossOf(missing, all)
  if (whole.length > 0 || missing.length === 0) return whole
  return [...byRegion].flatMap(([region, before]) =>
    lossOf(
      missing.filter(({ facts }) => facts.region === region),
      before,
    ).map((loss) => ({ region, ...loss })),
  )
}

/** Rows that do not say who they are, and the processes that may be among them. */
export interface Nameless {
  /** In the answer before, and in the last one in which nobody was suspected. */
  before: number
  base: number
  /** Processes that went missing as such rows became more. */
  suspects: ReadonlySet<string>
}

/**
 * Rows that did not say who they are may be any of those that went missing with the answer in which they became more:
 * these are held until they are fewer again, but for those that the stopped list knows to be over. Who goes missing
 * while they are as many as before is gone: a row that has lost its ID for good accuses nobody else.
 */
function withoutAnonymous(state: EngineState, absent: readonly Track[], rejects: number): readonly Track[] {
  const { before, base, suspects } = state.nameless
  const isOver = ({ facts }: Track): boolean => {
    const known = state.stopped.byId.get(facts.processId)
    return known !== undefined && known.startedAt === facts.startedAt && howEnded(known) !== null
  }
  const isSuspect = (track: Track): boolean =>
    !isOver(track) && (rejects > before || (rejects > base && suspects.has(track.facts.processId)))
  const held = absent.filter(isSuspect)
  for (const track of held) track.held = 'rejected'
  const still = new Set(held.map(({ facts }) => facts.processId))
  state.nameless = { before: rejects, base: still.size === 0 ? rejects : Math.min(base, rejects), suspects: still }
  return absent.filter((track) => !still.has(track.facts.processId))
}

export type KeptTombstone = Tombstone & {
  /** Accepted polls from the last that listed it to the one that gave it up; Infinity over a gap in the polls. */
  pollsUnseen: number
  /** When `info` was asked about it last, monotonic ms; null for never. */
  askedAt: number | null
  /** Its gauge was not stale when it was last listed. */
  connectionsFresh: boolean
  /** What was known of its drain: should it be listed again, that goes on. */
  drain: DrainFacts | null
}

/** Takes a process out of the list and keeps what was last known of it. */
export function bury(
  state: EngineState,
  track: Track,
  poll: Pick<PollInHand, 'at' | 'number' | 'gapBefore' | 'mode' | 'countersFrozen'>,
): KeptTombstone {
  const { facts } = track
  const { processId } = facts
  state.tracks.delete(processId)
  state.slots[track.slot] = null
  state.slotSeq[track.slot] = state.seq
  state.textSeq[track.slot] = state.seq
  state.freeSlots.push(track.slot)
  const stone: KeptTombstone = {
    processId,
    region: facts.region,
    deploymentId: facts.deploymentId,
    host: facts.exposedPort?.host ?? null,
    lastSeenAt: track.seenAt,
    vanishedAt: poll.at,
    connections: track.connections,
    connectionsAt: track.connectionsAt,
    rooms: track.rooms,
    wasDraining: facts.draining,
    wasTold: facts.stoppingAt !== null,
    startedAt: facts.startedAt,
    ending: 'asking',
    endedAt: null,
    verdict: 'asking',
    reason: 'asking how it ended',
    drain: track.drain,
    askedAt: null,
    connectionsFresh: !poll.countersFrozen && isFresh(poll.mode, track.connectionsAt, track.seenAt),
    pollsUnseen: poll.gapBefore ? Number.POSITIVE_INFINITY : poll.number - track.poll,
  }
  state.tombstones.set(processId, stone)
  return stone
}

/** When its end was put on record as it came to be seen, epoch ms; NaN when it was not. */
const endOf = ({ events }: EngineState, processId: string): number =>
  events.findLast((event) => event.kind === 'process ended' && event.processId === processId)?.at ?? Number.NaN

/**
 * An ID that is listed again: what was said of its end is withdrawn, visibly, unless it is another process now.
 * @returns how many rooms it had when it was seen last.
 */
export function welcomeBack(state: EngineState, track: Track, row: ProcessWithRooms): number {
  const { processId, startedAt } = row
  const stone = state.tombstones.get(processId)
  state.tombstones.delete(processId)
  // Its next end is one more to put on record.
  const onRecord = state.ended.delete(processId)
  // Of what an earlier visit saw leave only its end is known; one that started before it is the same process.
  const isSame = stone
    ? stone.startedAt === startedAt
    : (startedAt ?? Number.POSITIVE_INFINITY) <= endOf(state, processId)
  if (!isSame) {
    forgetProcess(state.processHistory, processId)
    return 0
  }
  if (stone?.drain) track.drain = { ...unseenDrain(stone.drain), slot: track.slot }
  state.lost.delete(processId)
  if (onRecord) {
    amendEnd(state, processId, (event) => ({
      ...event,
      lost: false,
      withdrawn: true,
      reason: `listed again; was: ${event.reason}`,
    }))
  }
  return stone?.rooms ?? 0
}
