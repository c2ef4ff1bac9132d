import { csvHead, csvLines } from './csv.ts'
import { PROCESS_FIELDS, ROOM_FIELDS, ROOM_LINE_FIELDS, type ProcessRow, type RoomRow } from './fields.ts'
import { createJsonLines, EXPORT_VERSION, jsonHead, jsonTail, objectOf } from './json.ts'
import { isoTime, type ExportKind } from './kinds.ts'

/** What a file says of itself. */
export interface ExportAbout {
  /** Stable name of the upstream. */
  source: string
  app: string
  /** The page's clock, epoch ms. */
  exportedAt: number
  /** What was asked for, by its name in the address; a choice that was not made is not there. */
  filters: Readonly<Record<string, string | readonly string[]>>
  /** Only selected ones of those that the filters leave. */
  selection: boolean
  sort: {
    /** The first has the first word. */
    by: readonly { key: string; descending: boolean }[]
    /** Polls since the order on screen was that; 0 unless it was held. */
    pollsOld: number
  }
}

/** What came of it, so that nothing is left out without a word. */
export interface ExportSums {
  processes: number
  rooms: number
  /** Asked for, and no longer listed when the export began. */
  unlisted: number
  /** Ended while the file was made, so that nobody can say any more which rooms they had. */
  ended: number
  /** Rooms that the server counts and that could not be read. */
  roomsUnread: number
}

/** A process with what is on it; null where nobody can say any more which rooms it had. */
export interface WholeProcess {
  process: ProcessRow
  rooms: readonly RoomRow[] | null
}

/** A file, told in three parts. */
export interface Sheet {
  type: string
  head: string
  lines: (some: readonly WholeProcess[]) => string
  tail: (sums: ExportSums) => string
}

/** The file of a kind. @param feedTime of the poll that its figures are from, epoch ms. */
export function createSheet({ of, format }: ExportKind, about: ExportAbout, feedTime: number): Sheet {
  if (format === 'csv') {
    const fields = of === 'processes' ? PROCESS_FIELDS : ROOM_LINE_FIELDS
    return {
      type: 'text/csv;charset=utf-8',
      head: csvHead(fields),
      lines: (some) =>
        of === 'processes'
          ? csvLines(
              PROCESS_FIELDS,
              some.map(({ process }) => process),
            )
          : csvLines(ROOM_LINE_FIELDS, roomsOf(some)),
      tail: () => '',
    }
  }
  const jsonLines = createJsonLines()
  const { exportedAt, ...rest } = about
  return {
    type: 'application/json',
    head: jsonHead({
      format: `roomdeck.${of}`,
      version: EXPORT_VERSION,
      exportedAt: isoTime(exportedAt),
      feedTime: isoTime(feedTime),
      ...rest,
    }),
    lines: (some) =>
      jsonLines(of === 'processes' ? some.map(nested) : roomsOf(some).map((room) => objectOf(ROOM_LINE_FIELDS, room))),
    tail: jsonTail,
  }
}

const roomsOf = (some: readonly WholeProcess[]): RoomRow[] => some.flatMap(({ rooms }) => rooms ?? [])

const nested = ({ process, rooms }: WholeProcess): Record<string, unknown> => ({
  ...objectOf(PROCESS_FIELDS, process),
  additionalExposedPorts: process.facts.additionalExposedPorts,
  rooms: rooms?.map((room) => objectOf(ROOM_FIELDS, room)) ?? null,
})
