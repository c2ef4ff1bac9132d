import type { Engine, RowsInFull } from '../../types/engine.ts'
import type { Captured, CapturedRow } from './capture.ts'
import type { ProcessRow, RoomRow } from './fields.ts'
import type { ExportKind } from './kinds.ts'
import { createSheet, type ExportAbout, type ExportSums, type WholeProcess } from './sheets.ts'

export interface ExportJob {
  kind: ExportKind
  captured: Captured
  about: ExportAbout
}

export interface ExportTools {
  ask: Engine['rowsInFull']
  /** Processes done so far, and how many there are. */
  onProgress: (done: number, total: number) => void
  signal: AbortSignal
}

/** So much is asked for and written in one go, some 20 ms; rooms weigh more than processes. */
const MOST_PROCESSES = 500
const MOST_ROOMS = 1000

/** The engine was replaced by one that knows nothing of what was on screen. */
export class EngineChanged extends Error {
  override name = 'EngineChanged'
}

/**
 * Makes the file piece by piece; between two pieces the page answers its user.
 * @throws the signal's reason, EngineChanged, or why the engine gave no answer
 */
export async function writeExport(
  { kind, captured, about }: ExportJob,
  { ask, onProgress, signal }: ExportTools,
): Promise<{ file: Blob; sums: ExportSums }> {
  const { rows, unlisted } = captured
  const withRooms = kind.id !== 'processes.csv'
  const { type, head, lines, tail } = createSheet(kind, about, captured.feedTime)
  const sums: ExportSums = { processes: rows.length, rooms: 0, unlisted, ended: 0, roomsUnread: 0 }
  // Each piece goes to the browser at once: a hundred megabytes of text need not stay in the page.
  const parts = [new Blob([head])]
  for (let from = 0; from < rows.length;) {
    const piece = rows.slice(from, endOfPiece(captured, from, withRooms ? MOST_ROOMS : Number.POSITIVE_INFINITY))
    const processIds = piece.map(({ facts }) => facts.processId)
    const answer = await ask(processIds, withRooms)
    signal.throwIfAborted()
    if (answer.engine !== captured.engine) throw new EngineChanged()
    const whole = piece.map((row, at) => wholeProcess(row, at, { answer, captured, source: about.source }))
    if (withRooms) addTo(sums, whole, answer)
    parts.push(new Blob([lines(whole)]))
    from += piece.length
    onProgress(from, rows.length)
  }
  parts.push(new Blob([tail(sums)]))
  return { file: new Blob(parts, { type }), sums }
}

/** Where a piece that begins at `from` ends: at least one process on, however many rooms are on it. */
function endOfPiece({ rows, columns }: Captured, from: number, mostRooms: number): number {
  let rooms = 0
  for (let at = from; at < from + MOST_PROCESSES; at++) {
    const slot = rows[at]?.slot
    if (slot === undefined) return rows.length
    rooms += columns.rooms[slot] || 0
    if (rooms > mostRooms && at > from) return at
  }
  return from + MOST_PROCESSES
}

function wholeProcess(
  { facts, slot }: CapturedRow,
  at: number,
  { answer, captured, source }: { answer: RowsInFull; captured: Captured; source: string },
): WholeProcess {
  const full = answer.rows[at] ?? null
  const { feedTime, columns } = captured
  const process: ProcessRow = { source, feedTime, facts, slot, columns, why: full?.why ?? null }
  return { process, rooms: full?.rooms.map((room): RoomRow => ({ room, process, seenAt: answer.feedTime })) ?? null }
}

function addTo(sums: ExportSums, whole: readonly WholeProcess[], { rows }: RowsInFull): void {
  for (const [at, { rooms }] of whole.entries()) {
    sums.rooms += rooms?.length ?? 0
    sums.roomsUnread += rows[at]?.roomsUnread ?? 0
    if (rooms === null) sums.ended += 1
  }
}
