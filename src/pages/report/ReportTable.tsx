import { ForeignText } from '../../components/status/ForeignText.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { FigureTable, Small, type FigureColumn } from '../../components/table/FigureTable.tsx'
import { perThousandHours, reportCost } from '../../fleet/reportCost.ts'
import { duration } from '../../fleet/words.ts'
import type { CapacityReport, Extreme, ReportRow } from '../../types/report.ts'
import { bytes, count, lengthOf, oneDecimal, UNKNOWN } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { dayTime } from '../../view/time.ts'
import { RegionMark } from '../../widgets/RegionMark.tsx'

const columnsOf = (of: 'region' | 'deployment', priced: boolean): readonly FigureColumn[] => [
  { label: of === 'region' ? 'Region' : 'Deployment' },
  { label: 'Peak connections' },
  { label: 'Rooms on running', hint: 'On running processes: the most, and what 95 in 100 of the time did not exceed' },
  ...(of === 'region'
    ? [
        { label: 'Least open slots' },
        { label: 'Too few slots', hint: 'Time under the reorder point; of all: in any region' },
      ]
    : []),
  { label: 'Process-hours', hint: 'And of those idle (neither rooms nor connections) and draining' },
  { label: 'Egress', hint: 'And per connection-hour' },
  { label: 'Start time', hint: 'Half of the processes were up by then; 95 in 100' },
  { label: 'Never started', hint: 'In so many process-hours, and per 1,000 of them' },
  { label: 'Died', hint: 'In so many process-hours, and per 1,000 of them' },
  ...(priced ? [{ label: 'Cost' }] : []),
]

/** A line for each region or deployment, and for regions one for all. */
export function ReportTable({ report, of }: { report: CapacityReport; of: 'region' | 'deployment' }) {
  const { pricePerHour, pricePerGb } = usePreferences()
  const priced = pricePerHour !== null || pricePerGb !== null
  const rows = report.rows.filter((row) => row.of === of)
  const whole = report.rows.find((row) => row.of === 'whole')
  if (rows.length === 0) return null
  return (
    <Panel
      title={of === 'region' ? 'By region' : 'By deployment'}
      aside={of === 'deployment' && `of ${duration(report.to - report.deploymentsFrom)}`}
      flush
    >
      <FigureTable
        label={of === 'region' ? 'Report by region' : 'Report by deployment'}
        columns={columnsOf(of, priced)}
        foot={
          of === 'region' &&
          whole && (
            <tr>
              <th scope="row">All</th>
              <Figures row={whole} slots priced={priced} />
            </tr>
          )
        }
      >
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{of === 'region' ? <RegionMark region={row.name} /> : <ForeignText text={row.name} />}</th>
            <Figures row={row} slots={of === 'region'} priced={priced} />
          </tr>
        ))}
      </FigureTable>
    </Panel>
  )
}

interface FiguresProps {
  row: ReportRow
  /** Open slots are those of a region, whatever runs on them. */
  slots: boolean
  priced: boolean
}

function Figures({ row, slots, priced }: FiguresProps) {
  const { pricePerHour, pricePerGb } = usePreferences()
  const { ends, startTimes, egress, connectionHours } = row
  const each = connectionHours < 1 ? Number.NaN : egress / connectionHours
  return (
    <>
      <td>
        <When of={row.peakConnections} />
      </td>
      <td>
        {row.peakRooms ? count(row.peakRooms.value) : UNKNOWN}
        <Small>95 %: {count(row.p95Rooms)}</Small>
      </td>
      {slots && (
        <>
          <td>
            <When of={row.leastSlots} />
          </td>
          <td>{lengthOf(row.shortMs)}</td>
        </>
      )}
      <td>
        {oneDecimal(row.processHours)}
        <Small>{hoursWords(row)}</Small>
      </td>
      <td>
        {bytes(egress)}
        <Small>{bytes(each)} each connection-hour</Small>
      </td>
      <td>
        {startTimes ? duration(startTimes.p50) : UNKNOWN}
        {startTimes && <Small>95 in 100: {duration(startTimes.p95)}</Small>}
      </td>
      <td>
        <Ends events={ends?.neverStarted} hours={ends?.hours} />
      </td>
      <td>
        <Ends events={ends?.died} hours={ends?.hours} />
      </td>
      {priced && <td>{money(reportCost(row, { pricePerHour, pricePerGb }))}</td>}
    </>
  )
}

/** `idle 12.4, draining 3.1`, as far as somebody counted. */
function hoursWords({ idleHours, drainHours }: ReportRow): string {
  if (Number.isNaN(idleHours)) return ''
  return `idle ${oneDecimal(idleHours)}, draining ${oneDecimal(drainHours)}`
}

/** Hundredths as long as they are seen. */
const money = (value: number): string => (value < 1000 ? value.toFixed(2) : count(value))

function When({ of }: { of: Extreme | null }) {
  const { zone } = usePreferences()
  if (of === null) return <>{UNKNOWN}</>
  return (
    <>
      {count(of.value)}
      <Small>{dayTime(of.at, zone)}</Small>
    </>
  )
}

/** How many, in words that need no hint: a printed page has none. */
function Ends({ events, hours }: { events: number | undefined; hours: number | undefined }) {
  if (events === undefined || hours === undefined) return <>{UNKNOWN}</>
  return (
    <>
      {count(events)} in {count(Math.round(hours))} h
      <Small>{oneDecimal(perThousandHours(events, hours))} per 1,000 h</Small>
    </>
  )
}
