import type { Span } from './curve.ts'
import type { Random } from './random.ts'
import type { RoomLaw } from './roomLaws.ts'
import type { StoryName } from './stories.ts'

/** Rooms that one process can hold at once. */
export const ROOMS_PER_PROCESS = 4

/** A room while it is on a process. A room that moves is a new one of these with the same `ordinal`. */
export interface Room extends Span {
  /** Names the room for life. */
  ordinal: number
  /** Names this stay on a process. */
  allocation: number
  /** Epoch ms when its server can take players; `scheduling` until then. */
  activeAt: number
  suspended: boolean
  /** Where it went on, once it moved. */
  movedTo: { process: Process; room: Room } | null
}

/** What a process last reported of itself; it lags the truth by up to one step. Times in epoch ms. */
export interface Counters {
  connections: number
  egressedBytes: number
  at: number
}

export interface Process {
  ordinal: number
  id: string
  region: number
  deployment: number
  host: string
  port: number
  startingAt: number
  startedAt: number | null
  stoppingAt: number | null
  terminatedAt: number | null
  draining: boolean
  idleSince: number | null
  rooms: Room[]
  /** Spans over in the last minutes: a sample older than their end still counts them. */
  past: Span[]
  /** Clients that stay on after the last room. */
  lingering: Span | null
  /** When a room last came or went, or the lifecycle moved. Epoch ms. */
  changedAt: number
  /** Counts changes of anything but counters, so that its row can be cached. */
  version: number
  /** Between two reports of its counters, ms. */
  step: number
  /** Bytes per connection and second. */
  appetite: number
  /** Connection-milliseconds of the spans that are out of `past`. */
  usage: number
  /** When one of those last ended. Epoch ms. */
  pastChange: number
  /** Egress counters that fell back to 0: the usage that no longer counts, from a time on. */
  resetAt: number
  resetUsage: number
  resetUsageBefore: number
  /** Its counters as the stopped list shows them. */
  final: Counters | null
  /** Place in its region's list of processes with free slots, -1 when it has none. */
  freeIndex: number
}

export interface Region {
  index: number
  random: Random
  /** Everything that is listed as running, oldest first. */
  processes: Map<string, Process>
  /** Processes that a room can land on. */
  free: Process[]
  /** Counts over `processes`, kept as they change. */
  starting: number
  draining: number
  stopping: number
  rooms: number
  /** Processes wanted that take rooms. */
  target: number
  /** Rooms asked for per ms. */
  demand: number
}

export type EventKind =
  | 'arrive'
  | 'surge'
  | 'activate'
  | 'end'
  | 'move'
  | 'started'
  | 'reap'
  | 'leave'
  | 'stop'
  | 'terminate'
  | 'control'

export interface WorldEvent {
  at: number
  kind: EventKind
  region: Region
  process: Process | null
  room: Room | null
  /** Tries so far, for a room that found no slot; the idle time a reaping refers to. */
  mark: number
}

export interface World {
  seed: number
  /** Processes to keep listed as running. */
  size: number
  counters: 'heartbeat' | 'on-change'
  app: string
  lengths: RoomLaw
  /** Everything up to and including this whole second has happened. Epoch ms. */
  tick: number
  random: Random
  regions: Region[]
  /** Events by the whole second at which they are due. */
  agenda: Map<number, WorldEvent[]>
  nextOrdinal: number
  /** Newest last, bounded by age and number. */
  stopped: Process[]
  byId: Map<string, Process>
  story: { name: StoryName; since: number } | null
  /** Deployments that a story rolled out beside the schedule: when. Epoch ms. */
  forced: number[]
  badDeployment: number | null
  downHosts: Set<string>
  /** Every process' egress counter restarts about once a minute. */
  resetting: boolean
}

/** Puts an event on the agenda. `at`: epoch ms; it happens with the first tick at or after it, never in the running one. */
export function schedule(
  world: World,
  at: number,
  kind: EventKind,
  region: Region,
  process: Process | null = null,
  room: Room | null = null,
  mark = 0,
): void {
  const due = Math.max(Math.ceil(at / 1000) * 1000, world.tick + 1000)
  const event: WorldEvent = { at, kind, region, process, room, mark }
  const list = world.agenda.get(due)
  if (list) list.push(event)
  else world.agenda.set(due, [event])
}

export const takesRooms = (process: Process): boolean =>
  process.startedAt !== null && process.stoppingAt === null && process.terminatedAt === null && !process.draining

/** Notes a change of anything but counters. */
export function touch(process: Process, at: number): void {
  process.version += 1
  process.changedAt = at
}
