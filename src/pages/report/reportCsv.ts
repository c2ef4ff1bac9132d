import { csvHead, csvLines } from '../../view/export/csv.ts'
import type { Field } from '../../view/export/fields.ts'
import { isoTime } from '../../view/export/kinds.ts'
import { reportCost } from '../../fleet/reportCost.ts'
import type { CapacityReport, ReportRow } from '../../types/report.ts'
import { preferences } from '../../view/preferences.ts'
import { saveText } from '../../view/saveText.ts'

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)

/** The columns of a report's file; times are ISO 8601 in UTC, an unknown cell is empty. */
const fieldsOf = ({ from, to, deploymentsFrom }: CapacityReport): readonly Field<ReportRow>[] => [
  { name: 'from', value: ({ of }) => isoTime(of === 'deployment' ? deploymentsFrom : from) },
  { name: 'to', value: () => isoTime(to) },
  { name: 'of', value: ({ of }) => of },
  { name: 'name', value: ({ name }) => name },
  { name: 'secondsSeen', value: ({ coveredMs }) => Math.round(coveredMs / 1000) },
  { name: 'peakConnections', value: ({ peakConnections }) => peakConnections?.value ?? null },
  { name: 'peakConnectionsAt', value: ({ peakConnections }) => isoTime(peakConnections?.at ?? null) },
  { name: 'peakRooms', value: ({ peakRooms }) => peakRooms?.value ?? null },
  { name: 'p95Rooms', value: ({ p95Rooms }) => known(p95Rooms) },
  { name: 'leastOpenSlots', value: ({ leastSlots }) => leastSlots?.value ?? null },
  { name: 'leastOpenSlotsAt', value: ({ leastSlots }) => isoTime(leastSlots?.at ?? null) },
  { name: 'secondsUnderReorderPoint', value: ({ shortMs }) => known(shortMs / 1000) },
  { name: 'processHours', value: ({ processHours }) => processHours },
  { name: 'idleHours', value: ({ idleHours }) => known(idleHours) },
  { name: 'drainingHours', value: ({ drainHours }) => known(drainHours) },
  { name: 'connectionHours', value: ({ connectionHours }) => connectionHours },
  { name: 'egressBytes', value: ({ egress }) => Math.round(egress) },
  { name: 'startP50Ms', value: ({ startTimes }) => known(startTimes?.p50) },
  { name: 'startP95Ms', value: ({ startTimes }) => known(startTimes?.p95) },
  { name: 'neverStarted', value: ({ ends }) => ends?.neverStarted ?? null },
  { name: 'died', value: ({ ends }) => ends?.died ?? null },
  { name: 'endsProcessHours', value: ({ ends }) => ends?.hours ?? null },
  { name: 'cost', value: (row) => known(reportCost(row, preferences())) },
]

/** Hands the report to the browser as a CSV file. */
export function saveReport(report: CapacityReport): void {
  const fields = fieldsOf(report)
  saveText('report', 'csv', csvHead(fields as readonly Field<never>[]) + csvLines(fields, report.rows))
}
