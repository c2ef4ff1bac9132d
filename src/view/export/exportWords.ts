import { exactly } from '../../fleet/numbers.ts'
import { counted, processes } from '../../fleet/words.ts'
import type { SortKey } from '../search.ts'
import { startedWords, type ExportKind } from './kinds.ts'
import type { ExportSums } from './sheets.ts'

const SORTED_BY: Record<SortKey, string> = {
  attention: 'need for attention',
  lifecycle: 'lifecycle',
  process: 'process ID',
  region: 'region',
  deployment: 'deployment',
  connections: 'connections',
  egress: 'egress',
  rooms: 'rooms',
  open: 'open slots',
  up: 'time up',
  host: 'host',
  age: 'age of the counters',
  perConnection: 'egress per connection',
  billed: 'time billed',
  started: 'start',
  oldestRoom: 'age of the oldest room',
}

const sortWords = ({ key, descending }: Sorted): string =>
  `${SORTED_BY[key as SortKey] ?? key}, ${descending ? 'descending' : 'ascending'}`

/** What will be in a file: `1,240 of 10,003 processes, sorted by connections, descending`. */
export const scopeWords = (chosen: number, live: number, sorts: readonly Sorted[], selection: boolean): string =>
  `${exactly(chosen)} ${selection ? 'selected ' : ''}of ${processes(live)}, sorted by ${sorts
    .map(sortWords)
    .join(', then ')}`

interface Sorted {
  key: string
  descending: boolean
}

/** `Exporting rooms: those of 2,000 of 10,003 processes`; while nobody knows of how many, `Exporting rooms`. */
export function progressWords(kind: ExportKind, done: number, total: number | null): string {
  const { of } = kind
  if (total === null) return startedWords(kind)
  return of === 'rooms'
    ? `Exporting rooms: those of ${exactly(done)} of ${processes(total)}`
    : `Exporting processes: ${exactly(done)} of ${exactly(total)}`
}

/** What is in a file and what is not. */
export function doneWords({ of }: ExportKind, sums: ExportSums, fileName: string): string {
  const { ended, roomsUnread, unlisted } = sums
  const what =
    of === 'rooms' ? `${counted(sums.rooms, 'room')} of ${processes(sums.processes)}` : processes(sums.processes)
  const leftOut = [
    ...(unlisted > 0 ? [`${processes(unlisted)} no longer listed`] : []),
    ...(ended > 0 ? [`the rooms of ${processes(ended)} that ended meanwhile`] : []),
    ...(roomsUnread > 0 ? [`${counted(roomsUnread, 'room')} that could not be read`] : []),
  ]
  return `Exported ${what} to ${fileName}${leftOut.length === 0 ? '' : `. Left out: ${leftOut.join('; ')}`}`
}

export const CANCELLED = 'Export cancelled, no file was made'

/** Why there is no file, and what to do. */
export function failureWords(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof Error && error.name === 'EngineChanged') {
    return 'No file was made: the engine was started anew meanwhile. Export again once the feed is live'
  }
  // What a browser says when a part of a page is gone differs; that it is a TypeError does not.
  if (error instanceof TypeError && /import/i.test(reason)) {
    return 'No file was made: a part of this page could not be loaded. There may be a new version: reload the page'
  }
  return `No file was made: ${reason}. Try again; if it fails again, export fewer processes`
}
