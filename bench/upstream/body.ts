import { rowText, type RowSlots } from './rowText.ts'

/** Rooms that change between two polls, of a thousand rows. */
const ROOM_CHANGES = 6
/** How old a counter may be when it is sent, in steps of 100 ms. */
const AGES = 30
const DATE = 24

/** What moves from poll to poll, by row. One model serves every copy of the body. */
interface Model {
  seq: number
  connections: Uint16Array
  egressedBytes: Float64Array
  /** How often the row's first room was replaced. */
  rooms: Uint32Array
  /** When that was last, epoch ms. */
  movedAt: Float64Array
}

/** One whole answer as bytes; every field that moves has a fixed width and is written in place. */
interface Copy {
  bytes: Buffer
  slots: RowSlots[]
  /** The room generation that each row of this copy shows. */
  rooms: Uint32Array
  inFlight: number
}

export interface Answer {
  bytes: Buffer
  seq: number
  /** The connections of the first row by connections: what a page shows once it has taken this answer in. */
  mark: number
  done(): void
}

/** 32 bits out of two numbers; the same every time. */
function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return (h ^ (h >>> 13)) >>> 0
}

/** The row that always leads by connections: its figure says which poll is on screen. */
const MARKED = 0
const markOf = (seq: number): number => 9000 + (seq % 1000)

function writeDigits(bytes: Buffer, at: number, width: number, value: number): void {
  let rest = value
  for (let place = at + width - 1; place >= at; place -= 1) {
    const next = Math.floor(rest / 10)
    bytes[place] = 48 + (rest - next * 10)
    rest = next
  }
}

/** Moves every counter of every row, and the rooms of some. */
function step(model: Model, now: number): void {
  model.seq += 1
  const { seq, connections, egressedBytes, rooms, movedAt } = model
  for (let row = 0; row < connections.length; row += 1) {
    const h = mix(row, seq)
    const by = (h & 63) - 32 || 1
    const moved = (connections[row] ?? 0) + by
    // Off the edge of four digits it turns round, so that it always moves.
    connections[row] = moved < 1000 || moved > 8900 ? moved - 2 * by : moved
    egressedBytes[row] = (egressedBytes[row] ?? 0) + 1_000_000 + (h % 4_000_000)
    if (h % 1000 >= ROOM_CHANGES) continue
    rooms[row] = (rooms[row] ?? 0) + 1
    movedAt[row] = now
  }
  connections[MARKED] = markOf(seq)
}

function write(copy: Copy, model: Model, now: number): void {
  const { bytes, slots } = copy
  const dates = Array.from({ length: AGES }, (_, age) => new Date(now - age * 100).toISOString())
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row]
    if (!slot) continue
    const h = mix(row, model.seq + 77)
    const date = dates[h % AGES] ?? ''
    writeDigits(bytes, slot.connections, 4, model.connections[row] ?? 0)
    writeDigits(bytes, slot.egressedBytes, 12, model.egressedBytes[row] ?? 0)
    for (const at of slot.dates) bytes.write(date, at, DATE, 'latin1')
    const generation = model.rooms[row] ?? 0
    if (generation === copy.rooms[row]) continue
    copy.rooms[row] = generation
    writeDigits(bytes, slot.room, 9, mix(row, generation) % 1_000_000_000)
    writeDigits(bytes, slot.allocation, 9, mix(row, generation + 1) % 1_000_000_000)
    bytes.write(new Date(model.movedAt[row] ?? 0).toISOString(), slot.scheduled, DATE, 'latin1')
  }
}

function makeCopy(count: number, now: number): Copy {
  const slots: RowSlots[] = []
  const parts: string[] = []
  let at = 1
  for (let row = 0; row < count; row += 1) {
    const { text, slots: found } = rowText(row, at, now)
    slots.push(found)
    parts.push(text)
    at += text.length + 1
  }
  const bytes = Buffer.from(`[${parts.join(',')}]`, 'latin1')
  return { bytes, slots, rooms: new Uint32Array(count), inFlight: 0 }
}

/**
 * The answers of a fleet of `count` rows: each `next` moves all counters and hands out the whole body. A body in
 * flight is never written to; another copy is.
 * @param now epoch ms
 */
export function createBodies(count: number, now: () => number): { next(): Answer; seq(): number } {
  const model: Model = {
    seq: 0,
    connections: Uint16Array.from({ length: count }, (_, row) => 1000 + (mix(row, 5) % 7900)),
    egressedBytes: Float64Array.from({ length: count }, (_, row) => 100_000_000_000 + (mix(row, 6) % 1e9) * 400),
    rooms: new Uint32Array(count),
    movedAt: new Float64Array(count),
  }
  // All copies are of the same birth: what lasts is alike in them.
  const born = now()
  const copies = [makeCopy(count, born)]
  return {
    seq: () => model.seq,
    next() {
      let copy = copies.find((one) => one.inFlight === 0)
      if (!copy) {
        copy = makeCopy(count, born)
        copies.push(copy)
      }
      step(model, now())
      write(copy, model, now())
      const taken = copy
      taken.inFlight += 1
      return { bytes: taken.bytes, seq: model.seq, mark: markOf(model.seq), done: () => void (taken.inFlight -= 1) }
    },
  }
}
