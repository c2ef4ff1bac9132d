import type { Tombstone } from '../types/fleet.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

/** Losing more than this share of the list in one answer needs a second answer that says so. */
const MASS_SHARE = 0.5
const MASS_LEAST = 5

/** What one accepted answer leaves out. */
export interface Absences {
  gone: Track[]
  /** The answer is only believed in part: a mass loss that waits for a second poll. */
  unconfirmed: boolean
}

export interface AbsenceEvidence {
  poll: number
  rejectedIds: ReadonlySet<string>
  /** Rejected rows that did not even say who they are. */
  anonymousRejects: number
  failedRegions: ReadonlySet<string>
}

/**
 * Sorts what the answer does not list: a rejected row and a region that did not answer are *held*, never gone and
 * never zero; a mass loss is held until the next poll says the same; the rest is gone.
 */
export function sortAbsences(state: EngineState, evidence: AbsenceEvidence): Absences {
  const absent: Track[] = []
  let listedBefore = 0
  for (const track of state.tracks.values()) {
    if (track.held === 'none' || track.held === 'absent') listedBefore += 1
    if (track.poll === evidence.poll) continue
    if (evidence.rejectedIds.has(track.facts.processId)) track.held = 'rejected'
    else if (evidence.failedRegions.has(track.facts.region)) track.held = 'region'
    else absent.push(track)
  }
  if (absent.length > 0 && absent.length <= evidence.anonymousRejects) {
    for (const track of absent) track.held = 'rejected'
    return { gone: [], unconfirmed: false }
  }
  const mass = listedBefore >= MASS_LEAST && absent.length > listedBefore * MASS_SHARE
  const confirmed = state.unconfirmedDrop !== null
  if (!mass || confirmed) {
    state.unconfirmedDrop = null
    return { gone: absent, unconfirmed: false }
  }
  state.unconfirmedDrop = { before: listedBefore, after: listedBefore - absent.length }
  for (const track of absent) track.held = 'absent'
  return { gone: [], unconfirmed: true }
}

export type KeptTombstone = Tombstone & {
  /** The poll that first missed it. */
  seq: number
}

/** Takes a process out of the list and keeps what was last known of it. */
export function bury(state: EngineState, track: Track, at: number, poll: number): KeptTombstone {
  const { facts } = track
  const { processId } = facts
  state.tracks.delete(processId)
  state.freeSlots.push(track.slot)
  const stone: KeptTombstone = {
    processId,
    region: facts.region,
    deploymentId: facts.deploymentId,
    host: facts.exposedPort?.host ?? null,
    lastSeenAt: track.seenAt,
    vanishedAt: at,
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
    seq: poll,
  }
  state.tombstones.set(processId, stone)
  return stone
}
