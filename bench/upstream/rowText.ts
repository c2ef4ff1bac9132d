export const REGIONS = [
  'Seattle',
  'Los_Angeles',
  'Washington_DC',
  'Chicago',
  'Dallas',
  'London',
  'Frankfurt',
  'Johannesburg',
  'Dubai',
  'Mumbai',
  'Singapore',
  'Tokyo',
  'Sydney',
  'Sao_Paulo',
] as const
export const HOSTS = 400
const DEPLOYMENTS = 5
const ROOMS = 3
const SLOTS = 4
const MINUTE = 60_000

/** Every twentieth row drains. */
export const draining = (row: number): boolean => row % 20 === 19

/** Where in the body a row's moving fields stand, in bytes from its start. */
export interface RowSlots {
  connections: number
  egressedBytes: number
  dates: readonly number[]
  /** Nine digits within the first room's ID, and within its allocation's. */
  room: number
  allocation: number
  scheduled: number
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0')
const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0').slice(-width)

export const processIdOf = (row: number): string =>
  `${hex(Math.imul(row + 1, 0x9e3779b1) >>> 0, 8)}-${hex(row, 4)}-4a00-8b00-${hex(row, 12)}`
export const hostOf = (row: number): string => `node-${digits(row % HOSTS, 3)}.example.net`
export const portOf = (row: number): number => 20_000 + (row % 10_000)
export const roomIdOf = (row: number, room: number): string => `r${room}x${digits((row * 7 + room) % 1_000_000_000, 9)}`

const CONFIGS = [
  (row: number) => JSON.stringify({ mode: 'ranked', map: 'harbor', maxPlayers: 16, mmr: 800 + (row % 1600) }),
  (row: number) => JSON.stringify({ mode: 'quickplay', map: 'glacier', maxPlayers: 32, name: `room ${row % 1000}` }),
  (row: number) => `deathmatch on foundry, build ${row % 50}`,
] as const

/** Collects text and remembers where the moving fields begin. */
class Writer {
  text = ''
  private readonly begin: number
  constructor(begin: number) {
    this.begin = begin
  }
  put(text: string): this {
    this.text += text
    return this
  }
  at(): number {
    return this.begin + this.text.length
  }
}

function putRoom(
  out: Writer,
  row: number,
  room: number,
  now: number,
): { room: number; allocation: number; at: number } {
  const config = CONFIGS[(row + room) % CONFIGS.length]?.(row) ?? ''
  out.put('{"appId":"app-demo","roomId":"')
  const id = out.at() + 3
  out.put(`${roomIdOf(row, room)}","status":"active","roomConfig":${JSON.stringify(config)},`)
  out.put('"currentAllocation":{"roomAllocationId":"a')
  const allocation = out.at()
  out.put(
    `${digits((row * 3 + room) % 1_000_000_000, 9)}-4b00-8c00-${hex(row, 12)}","processId":"${processIdOf(row)}",`,
  )
  out.put('"scheduledAt":"')
  const at = out.at()
  out.put(`${new Date(now - (((row * 13 + room * 29) % 40) + 1) * MINUTE).toISOString()}","unscheduledAt":null}}`)
  return { room: id, allocation, at }
}

/**
 * A row as the simulator sends it: about 1.8 KB, three rooms, all fields of the contract, ASCII only.
 * @param begin the row's offset in the body, bytes
 * @param now epoch ms
 */
export function rowText(row: number, begin: number, now: number): { text: string; slots: RowSlots } {
  const out = new Writer(begin)
  const host = hostOf(row)
  const started = now - ((row % 700) + 60) * MINUTE
  const port = (name: string, add: number, type: string): string =>
    `{"host":"${host}","name":"${name}","port":${portOf(row) + add},"transportType":"${type}"}`
  out
    .put(`{"processId":"${processIdOf(row)}","appId":"app-demo","deploymentId":${101 + (row % DEPLOYMENTS)},`)
    .put(`"region":"${REGIONS[(row * 5 + (row >> 4)) % REGIONS.length]}","draining":${draining(row)},`)
    .put(`"startingAt":"${new Date(started - 9000).toISOString()}","startedAt":"${new Date(started).toISOString()}",`)
    .put(`"stoppingAt":null,"terminatedAt":null,"idleSince":null,"host":"${host}","port":${portOf(row)},`)
    .put(`"exposedPort":${port('default', 0, 'udp')},`)
    .put(`"additionalExposedPorts":[${row % 7 === 0 ? port('admin', 1, 'tcp') : ''}],`)
    .put(`"roomsPerProcess":${SLOTS},"roomSlotsAvailable":${SLOTS - ROOMS},"roomsAllocated":${ROOMS},`)
    .put('"roomSlotsAvailableUpdatedAt":"')
  const dates = [out.at()]
  const date = new Date(now).toISOString()
  out.put(`${date}","roomsAllocatedUpdatedAt":"`)
  dates.push(out.at())
  out.put(`${date}","activeConnections":`)
  const connections = out.at()
  out.put('1000,"activeConnectionsUpdatedAt":"')
  dates.push(out.at())
  out.put(`${date}","egressedBytes":`)
  const egressedBytes = out.at()
  out.put('100000000000,"rooms":[')
  const first = putRoom(out, row, 0, now)
  for (let room = 1; room < ROOMS; room += 1) putRoom(out.put(','), row, room, now)
  out.put(`],"totalRooms":${ROOMS}}`)
  const slots = { connections, egressedBytes, dates, room: first.room, allocation: first.allocation }
  return { text: out.text, slots: { ...slots, scheduled: first.at } }
}
