import { ApiError } from '../api/apiError.ts'
import type { ListAnswer } from '../api/http.ts'
import { createListReader, PayloadError } from '../api/parseProcesses.ts'
import type { KnownRows } from '../api/quickRow.ts'
import type { RunningPart } from '../api/processesSource.ts'
import { ALL_REGIONS } from '../types/feed.ts'
import { MAX_ROWS } from '../types/limits.ts'
import type { Drift, ParsedProcesses, RowReject } from '../types/parsed.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import { isBusy } from './backoff.ts'

const CAP = 10

export interface ReadParts {
  processes: ProcessWithRooms[]
  rejects: RowReject[]
  drift: Drift
  rows: number
  /** The parts that were read, as they were sent. */
  answers: ListAnswer[]
  feedTime: number | null
  bytes: number
  /** Regions were asked one by one. */
  byRegion: boolean
  /** Of these those that answered, with processes or without. */
  answered: string[]
  failed: { region: string; error: ApiError }[]
  capped: string[]
}

const mergeCounts = (into: Map<string, number>, from: ReadonlyMap<string, number>): void => {
  for (const [key, n] of from) into.set(key, (into.get(key) ?? 0) + n)
}

/** Adds one part. `seen` holds the IDs of the parts before, null when there is but one; pushes one by one, a spread of 100,000 breaks the stack. */
function merge(into: ReadParts, part: ParsedProcesses, region: string | null, seen: Set<string> | null): void {
  for (const process of part.processes) {
    if (seen === null || !seen.has(process.processId)) {
      seen?.add(process.processId)
      into.processes.push(process)
    } else {
      const message = `duplicate: listed by another region too, here by ${region ?? 'all'}`
      const { processId } = process
      into.rejects.push({ index: -1, processId, issues: [{ path: 'processId', message }], sample: '' })
    }
  }
  for (const reject of part.rejects) into.rejects.push(reject)
  mergeCounts(into.drift.unknownKeys, part.drift.unknownKeys)
  mergeCounts(into.drift.newValues, part.drift.newValues)
  mergeCounts(into.drift.missingFields, part.drift.missingFields)
  for (const room of part.drift.droppedRooms) into.drift.droppedRooms.push(room)
}

/** Ends the present task, so that what waits behind it runs first. */
export type Breathe = () => Promise<void>

/** How an answer is read. */
interface Reading {
  known?: KnownRows | undefined
  breathe?: Breathe | undefined
  /** More rows than these in one answer are not read. */
  maxRows: number
}

/**
 * Reads the parts of one poll, piece by piece. A region's failure is its own as long as another one answered.
 * @throws ApiError when no part holds: all failed, no list, too many rows, or not one readable row among some.
 */
export async function readParts(
  parts: readonly RunningPart[],
  { maxRows = MAX_ROWS, ...how }: Partial<Reading> = {},
): Promise<ReadParts> {
  const drift: Drift = { unknownKeys: new Map(), newValues: new Map(), missingFields: new Map(), droppedRooms: [] }
  const all: ReadParts = {
    processes: [],
    rejects: [],
    drift,
    rows: 0,
    answers: [],
    feedTime: null,
    bytes: 0,
    byRegion: parts.some(({ region }) => region !== null),
    answered: [],
    failed: [],
    capped: [],
  }
  const errors: ApiError[] = []
  const seen = parts.length > 1 ? new Set<string>() : null
  for (const { region, answer } of parts) {
    const read = answer instanceof ApiError ? answer : await readAnswer(answer, { maxRows, ...how })
    if (read instanceof ApiError) {
      errors.push(read)
      if (region !== null) all.failed.push({ region, error: read })
      // Its good rows are none; what is wrong with the others is still worth saying.
      if (read instanceof SchemaError) merge(all, read.parsed, region, seen)
      continue
    }
    if (answer instanceof ApiError) continue
    if (region !== null) all.answered.push(region)
    merge(all, read.parsed, region, seen)
    all.answers.push(answer)
    all.rows += read.rows
    all.bytes += answer.bytes
    if (answer.feedTime !== null) all.feedTime = Math.max(all.feedTime ?? 0, answer.feedTime)
    if (read.rows === CAP) all.capped.push(region ?? ALL_REGIONS)
  }
  const worst = worstOf(errors)
  if (worst && all.answers.length === 0) throw worst
  return all
}

/** Whether the list of a region may be cut. @param capped regions whose list has as many rows as a list may have at most. */
export const isCut = (capped: readonly string[], region: string): boolean =>
  capped.includes(region) || capped.includes(ALL_REGIONS)

/** Of several failures the one that says how long to wait, longest first; else the first. */
const worstOf = (errors: readonly ApiError[]): ApiError | undefined =>
  errors.toSorted((a, b) => waitOf(b) - waitOf(a))[0]

const waitOf = (error: ApiError): number => (isBusy(error) ? (error.retryAfterMs ?? 0) : -1)

/** Every row bad: the schema has changed, and nothing of this answer can be believed. */
export class SchemaError extends ApiError {
  readonly parsed: ParsedProcesses
  constructor(parsed: ParsedProcesses) {
    super('schema', `none of ${parsed.rejects.length} rows could be read`)
    this.parsed = parsed
  }
}

async function readAnswer(
  answer: ListAnswer,
  { known, breathe, maxRows }: Reading,
): Promise<{ parsed: ParsedProcesses; rows: number } | ApiError> {
  const reader = createListReader(known)
  const { processes, rejects } = reader.result
  try {
    for (const piece of answer.pieces()) {
      const rows = processes.length + rejects.length + (Array.isArray(piece) ? piece.length : 0)
      if (rows > maxRows) {
        return new ApiError('over-limit', `the answer is over the limit of ${maxRows.toLocaleString('en')} rows`)
      }
      reader.read(piece)
      await breathe?.()
    }
  } catch (error) {
    if (error instanceof PayloadError) return new ApiError('not-a-list', error.message)
    if (error instanceof ApiError) return error
    throw error
  }
  if (processes.length === 0 && rejects.length > 0) return new SchemaError(reader.result)
  return { parsed: reader.result, rows: processes.length + rejects.length }
}
