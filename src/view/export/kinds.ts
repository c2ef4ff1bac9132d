/** What can be exported; a file holds one of them. */
export const EXPORT_KINDS = [
  { id: 'processes.csv', of: 'processes', format: 'csv', label: 'Processes as CSV' },
  { id: 'processes.json', of: 'processes', format: 'json', label: 'Processes as JSON' },
  { id: 'rooms.csv', of: 'rooms', format: 'csv', label: 'Rooms as CSV' },
  { id: 'rooms.json', of: 'rooms', format: 'json', label: 'Rooms as JSON' },
] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

/** Said when an export begins, while nobody knows of how many. */
export const startedWords = ({ of }: ExportKind): string => `Exporting ${of}`

/** A time in a file, whatever zone the page shows: `2026-11-24T03:04:05.678Z`; null for an unknown one. */
export const isoTime = (at: number | null): string | null =>
  at === null || Number.isNaN(at) ? null : new Date(at).toISOString()

/** `roomdeck-rooms-2026-11-24T03-04-05Z.csv`: no system minds these characters, and files sort by time. */
export const fileName = (what: string, type: string, at: number): string =>
  `roomdeck-${what}-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z.${type}`

export const exportFileName = ({ of, format }: ExportKind, at: number): string => fileName(of, format, at)
