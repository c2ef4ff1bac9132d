import type { DroppedRoom, ParsedProcesses, RowIssue } from '../types/parsed.ts'
import { processSchema, processWithRoomsSchema, type Process, type ProcessWithRooms } from '../types/process.ts'
import { roomSchema, type Room } from '../types/room.ts'
import { MAX_ID_LENGTH } from '../types/text.ts'
import { z } from '../types/z.ts'
import { describe, sampleOf } from './describe.ts'
import { emptyDrift, noteDrift, noteMissing } from './drift.ts'
import { toRowIssues } from './issues.ts'
import { quickRow, type KnownRows } from './quickRow.ts'

/** The payload is not a list at all, so there are no rows to save. */
export class PayloadError extends Error {
  override name = 'PayloadError'
}

/** Rooms are checked one by one after the row, so that a bad one costs only itself. */
const rowSchema = processWithRoomsSchema.extend({ rooms: z.array(z.unknown()) })

const MAX_KEYS = 256

function identityOf(row: unknown): { processId?: string } {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, 'processId')) return {}
  const { processId } = row as { processId: unknown }
  return typeof processId === 'string' && processId !== '' && processId.length <= MAX_ID_LENGTH ? { processId } : {}
}

function tooManyKeys(row: unknown): RowIssue[] | null {
  if (typeof row !== 'object' || row === null) return null
  const keys = Object.keys(row).length
  return keys > MAX_KEYS ? [{ path: '', message: `expected at most ${MAX_KEYS} keys, found ${keys}` }] : null
}

function readRooms(processId: string, sent: readonly unknown[], dropped: DroppedRoom[]): Room[] {
  const seen = new Set<string>()
  const rooms: Room[] = []
  for (const [index, room] of sent.entries()) {
    const read = roomSchema.safeParse(room)
    if (read.success && !seen.has(read.data.roomId)) {
      seen.add(read.data.roomId)
      rooms.push(read.data)
      continue
    }
    const issues = read.success
      ? [{ path: 'roomId', message: `duplicate: room ${describe(read.data.roomId)} stands in this process already` }]
      : toRowIssues(read.error, room)
    dropped.push({ processId, index, issues, sample: sampleOf(room) })
  }
  return rooms
}

function readRow(
  row: unknown,
  seen: ReadonlySet<string>,
): { row: z.output<typeof rowSchema> } | { issues: RowIssue[] } {
  const oversized = tooManyKeys(row)
  if (oversized) return { issues: oversized }
  const read = rowSchema.safeParse(row)
  if (!read.success) return { issues: toRowIssues(read.error, row) }
  if (!seen.has(read.data.processId)) return { row: read.data }
  const found = describe(read.data.processId)
  return { issues: [{ path: 'processId', message: `duplicate: ${found} stands in this list already` }] }
}

function requireList(payload: unknown): readonly unknown[] {
  if (Array.isArray(payload)) return payload
  throw new PayloadError(`expected a list of processes, found ${describe(payload)}`)
}

/** Reads a list that comes in pieces. */
export interface ListReader {
  /**
   * Takes in the next rows.
   * @throws PayloadError when they are no list at all.
   */
  read(piece: unknown): void
  /** What was read so far. */
  readonly result: ParsedProcesses
}

/** @param known lets what a row says again be shared with what was read of it before. */
export function createListReader(known?: KnownRows): ListReader {
  const result: ParsedProcesses = { processes: [], rejects: [], drift: emptyDrift() }
  const seen = new Set<string>()
  let before = 0

  const readOne = (row: unknown, index: number): void => {
    const quick = quickRow(row, known)
    if (quick !== null && !seen.has(quick.processId)) {
      seen.add(quick.processId)
      noteMissing(result.drift, row as object)
      result.processes.push(quick)
      return
    }
    const read = readRow(row, seen)
    if ('issues' in read) {
      result.rejects.push({ index, ...identityOf(row), issues: read.issues, sample: sampleOf(row) })
      return
    }
    seen.add(read.row.processId)
    const rooms = readRooms(read.row.processId, read.row.rooms, result.drift.droppedRooms)
    const process: ProcessWithRooms = { ...read.row, rooms }
    noteDrift(result.drift, row as Record<string, unknown>, process)
    result.processes.push(process)
  }

  return {
    result,
    read: (piece) => {
      const rows = requireList(piece)
      for (let index = 0; index < rows.length; index++) readOne(rows[index], before + index)
      before += rows.length
    },
  }
}

/**
 * Rows that hold, and rows that don't: `processes.length + rejects.length` equals the rows sent, in the order sent.
 * A bad room inside a good process is dropped into `drift.droppedRooms`; the process stays.
 * @throws PayloadError when the payload is not an array at all.
 */
export function parseProcesses(payload: unknown): ParsedProcesses {
  const reader = createListReader()
  reader.read(payload)
  return reader.result
}

/**
 * The same for `list/stopped`: rows that hold; the others are only counted.
 * @throws PayloadError when the payload is not an array at all.
 */
export function parseStopped(payload: unknown): { processes: Process[]; rejected: number } {
  const rows = requireList(payload)
  const processes = rows.flatMap((row) => {
    const read = tooManyKeys(row) ? null : processSchema.safeParse(row)
    return read?.success ? [read.data] : []
  })
  return { processes, rejected: rows.length - processes.length }
}

/** One process, as `info` sends it, or null when it does not hold. */
export function parseProcess(payload: unknown): Process | null {
  const read = processSchema.safeParse(payload)
  return read.success ? read.data : null
}
