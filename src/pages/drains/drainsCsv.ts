import { csvHead, csvLines } from '../../view/export/csv.ts'
import type { Field } from '../../view/export/fields.ts'
import { isoTime } from '../../view/export/kinds.ts'
import type { DrainRow } from './useDrainRows.ts'

/** The columns of a file of drains; times are ISO 8601 in UTC, an unknown cell is empty. */
const FIELDS: readonly Field<DrainRow>[] = [
  { name: 'processId', value: ({ drain }) => drain.processId },
  { name: 'region', value: ({ drain }) => drain.region },
  { name: 'deploymentId', value: ({ drain }) => drain.deploymentId },
  { name: 'verdict', value: ({ verdict }) => verdict },
  { name: 'reason', value: ({ reason }) => reason },
  { name: 'drainingSince', value: ({ drain }) => isoTime(drain.draining ? drain.firstSeenAt : null) },
  { name: 'beginSeen', value: ({ drain }) => String(drain.sawBegin) },
  { name: 'rooms', value: ({ drain }) => drain.rooms },
  { name: 'roomsFirst', value: ({ drain }) => drain.roomsFirst },
  { name: 'connections', value: ({ drain }) => drain.connections },
  { name: 'connectionsFirst', value: ({ drain }) => drain.connectionsFirst },
  { name: 'connectionsMeasuredAt', value: ({ drain }) => isoTime(drain.connectionsAt) },
  { name: 'lastRoomEndAt', value: ({ drain }) => isoTime(drain.lastRoomEndAt) },
  { name: 'oldestRoomId', value: ({ drain }) => drain.oldestRoom?.roomId ?? null },
  { name: 'oldestRoomSince', value: ({ drain }) => isoTime(drain.oldestRoom?.since ?? null) },
  { name: 'emptyEarliest', value: (row) => isoTime(emptiesOf(row).earliest) },
  { name: 'emptyLatest', value: (row) => isoTime(emptiesOf(row).latest) },
  {
    name: 'noEstimate',
    value: ({ drain: { empties }, unknownSince }) => (unknownSince === null && 'none' in empties ? empties.none : null),
  },
]

/** What is not known now is not foretold, nor is an end of rooms where there are none. */
function emptiesOf({ drain: { empties, rooms }, unknownSince }: DrainRow): {
  earliest: number | null
  latest: number | null
} {
  return unknownSince !== null || rooms === 0 || 'none' in empties ? { earliest: null, latest: null } : empties
}

/** Drains as a CSV file, in the order given. */
export const drainsCsv = (rows: readonly DrainRow[]): string =>
  csvHead(FIELDS as readonly Field<never>[]) + csvLines(FIELDS, rows)
