import { countersAt, sampleTime } from './counters.ts'
import { ROOMS_PER_PROCESS, type Counters, type Process, type Room, type World } from './model.ts'
import { roomConfigFor, roomIdFor, uuidFor } from './names.ts'
import { REGION_PLANS } from './regions.ts'

/** A time on the wire: RFC 3339 in UTC, or null. */
const date = (at: number | null): string => (at === null ? 'null' : `"${new Date(at).toISOString()}"`)

/** JSON in ASCII only, so that the body's length is its text's and the bytes are copied, not encoded. */
const ascii = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

function statusOf(room: Room, at: number): string {
  if (at < room.activeAt) return 'scheduling'
  return room.suspended ? 'suspended' : 'active'
}

/** When the next of its rooms shows another status, epoch ms. */
function nextStatus(process: Process, at: number): number {
  let next = Number.POSITIVE_INFINITY
  for (const room of process.rooms) if (room.activeAt > at) next = Math.min(next, room.activeAt)
  return next
}

function roomText(world: World, process: Process, room: Room): string {
  const config = roomConfigFor(world.seed, room.ordinal)
  return (
    `{"appId":${ascii(world.app)},"roomId":"${roomIdFor(world.seed, room.ordinal)}",` +
    `"status":"${statusOf(room, world.tick)}",${config === undefined ? '' : `"roomConfig":${ascii(config)},`}` +
    `"currentAllocation":{"roomAllocationId":"${uuidFor(world.seed, 14, room.allocation)}",` +
    `"processId":"${process.id}","scheduledAt":${date(room.from)},"unscheduledAt":null}}`
  )
}

/**
 * A row of the running list as three pieces of ASCII JSON, so that a change of counters leaves the long ones alone. Those
 * are bytes already: copying bytes is much quicker than writing a string. Together they are the row.
 */
export interface RowPieces {
  head: Buffer
  counters: string
  /** Rooms and their number: only the running list sends them. */
  rooms: Buffer
  /** The process' version that `head` and `rooms` show. */
  version: number
  /** From when on a room shows another status, epoch ms. */
  until: number
  /** When the counters were measured, epoch ms. */
  sample: number
}

function headText(world: World, process: Process): string {
  const region = REGION_PLANS[process.region]?.name ?? ''
  const port = `{"host":"${process.host}","name":"default","port":${process.port},"transportType":"udp"}`
  const admin = `{"host":"${process.host}","name":"admin","port":${process.port + 1},"transportType":"tcp"}`
  return (
    `{"processId":"${process.id}","appId":${ascii(world.app)},"deploymentId":${process.deployment},` +
    `"region":"${region}","draining":${process.draining},"startingAt":${date(process.startingAt)},` +
    `"startedAt":${date(process.startedAt)},"stoppingAt":${date(process.stoppingAt)},` +
    `"terminatedAt":${date(process.terminatedAt)},"idleSince":${date(process.idleSince)},` +
    `"host":"${process.host}","port":${process.port},` +
    // Nothing is exposed before the port is bound.
    `"exposedPort":${process.startedAt === null ? 'null' : port},` +
    `"additionalExposedPorts":[${process.ordinal % 7 === 0 && process.startedAt !== null ? admin : ''}],` +
    `"roomsPerProcess":${ROOMS_PER_PROCESS},"roomSlotsAvailable":${ROOMS_PER_PROCESS - process.rooms.length},` +
    `"roomsAllocated":${process.rooms.length}`
  )
}

/** The slots are the scheduler's own books: right at once, but dated by a heartbeat where there is one. */
const slotsAt = (process: Process, counters: Counters): number => Math.max(process.changedAt, counters.at)

function counterText(process: Process, counters: Counters, heartbeat: boolean): string {
  const slots = date(heartbeat ? slotsAt(process, counters) : process.changedAt)
  return (
    `,"roomSlotsAvailableUpdatedAt":${slots},"roomsAllocatedUpdatedAt":${slots},` +
    `"activeConnections":${counters.connections},"activeConnectionsUpdatedAt":${date(counters.at)},` +
    `"egressedBytes":${counters.egressedBytes}`
  )
}

export interface Feed {
  /** A row of the running list; the object is the feed's own and changes with the world. */
  running(process: Process): Readonly<RowPieces>
  /** A row of the stopped list, or an answer of `info`. */
  stopped(process: Process): string
}

/** Turns processes into the contract's rows. Rows of the running list are kept until something in them changes. */
export function createFeed(world: World): Feed {
  const cache = new WeakMap<Process, RowPieces>()
  const heartbeat = world.counters === 'heartbeat'
  const counters = (process: Process): string => counterText(process, countersAt(world, process, world.tick), heartbeat)
  const rooms = (process: Process): string => {
    const list = process.rooms.map((room) => roomText(world, process, room)).join(',')
    return `,"rooms":[${list}],"totalRooms":${process.rooms.length}}`
  }
  return {
    running(process) {
      const sample = sampleTime(process, world.tick)
      const { version } = process
      const known = cache.get(process)
      const same = known?.version === version && world.tick < known.until ? known : null
      if (same?.sample === sample) return same
      const long = same ?? {
        head: Buffer.from(headText(world, process), 'latin1'),
        rooms: Buffer.from(rooms(process), 'latin1'),
        until: nextStatus(process, world.tick),
      }
      const { head, until } = long
      const row = { head, counters: counters(process), rooms: long.rooms, version, until, sample }
      cache.set(process, row)
      return row
    },
    stopped: (process) => `${headText(world, process)}${counters(process)}}`,
  }
}
