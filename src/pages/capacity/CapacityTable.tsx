import type { ReactNode } from 'react'
import { Panel } from '../../components/layout/Panel.tsx'
import { FigureTable, Small, type FigureColumn } from '../../components/table/FigureTable.tsx'
import { runOutWords } from '../../fleet/runOut.ts'
import { isShort } from '../../fleet/slotWords.ts'
import { duration, UNKNOWN_WHILE_STALE } from '../../fleet/words.ts'
import type { CapacitySeen, RegionCapacity } from '../../types/capacity.ts'
import { count, perMinute, UNKNOWN } from '../../view/format.ts'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import shared from '../../components/layout/Page.module.css'

const COLUMNS: readonly FigureColumn[] = [
  { label: 'Region' },
  { label: 'Open slots', hint: 'On running processes' },
  { label: 'Coming', hint: 'Slots of the processes that start' },
  { label: 'Closed', hint: 'Slots on drains: no room can land there' },
  { label: 'Rooms start / end', hint: 'A minute, on processes that take rooms' },
  { label: 'Run out in', words: true, hint: 'If nothing starts: a range that holds 8 times in 10' },
  {
    label: 'Reorder point',
    hint: 'Fewer open slots than these are likely taken before a process that starts now is up',
  },
  { label: 'Start time', hint: 'Half of the processes are up by then; 95 in 100' },
  { label: 'Rooms waiting', hint: 'Rooms that wait for a place for more than a minute' },
  { label: 'Idle', hint: 'Running processes with neither rooms nor connections' },
]

interface CapacityTableProps {
  capacity: CapacitySeen
  regions: readonly RegionCapacity[]
  stale: boolean
}

/** Those that are short first, then by how few open slots there are for what starts. */
const shortFirst = (a: RegionCapacity, b: RegionCapacity): number =>
  Number(isShort(b)) - Number(isShort(a)) || lasts(a) - lasts(b) || ((a.region ?? '') < (b.region ?? '') ? -1 : 1)

const lasts = ({ openSlots, rates }: RegionCapacity): number =>
  rates === null || rates.starts === 0 ? Number.MAX_SAFE_INTEGER : openSlots / rates.starts

/** A line for each region, and one for all. */
export function CapacityTable({ capacity, regions, stale }: CapacityTableProps) {
  return (
    <Panel title="Capacity by region" flush>
      <FigureTable
        label="Capacity by region"
        columns={COLUMNS}
        foot={
          <tr>
            <th scope="row">All</th>
            <Figures of={capacity.whole} stale={stale} />
          </tr>
        }
      >
        {regions.toSorted(shortFirst).map((region) => (
          <tr key={region.region}>
            <th scope="row">
              <RegionMark region={region.region ?? ''} />
            </th>
            <Figures of={region} stale={stale} />
          </tr>
        ))}
      </FigureTable>
    </Panel>
  )
}

function Figures({ of, stale }: { of: RegionCapacity; stale: boolean }) {
  const least = of.atLeast ? '≥ ' : ''
  return (
    <>
      <td data-warn={isShort(of)}>
        {least}
        {count(of.openSlots)}
        <Small>{count(of.running)} running</Small>
      </td>
      <td>
        {least}
        {count(of.coming)}
        {of.starting > 0 && <Small>{count(of.starting)} starting</Small>}
      </td>
      <td>
        {least}
        {count(of.closed)}
      </td>
      <td>
        {of.rates ? `${perMinute(of.rates.starts)} / ${perMinute(of.rates.ends)}` : UNKNOWN}
        {of.rates && <Small>over {duration(of.rates.minutes * 60_000)}</Small>}
      </td>
      <td data-words="true">{runOut(of, stale)}</td>
      <td>{of.reorderPoint === null ? UNKNOWN : count(of.reorderPoint)}</td>
      <td>
        <StartTime of={of} />
      </td>
      <td data-warn={of.scheduling > 0}>
        {least}
        {count(of.scheduling)}
        {of.scheduling > 0 && <Small>up to {duration(of.schedulingMs)}</Small>}
        {of.suspended > 0 && <Small>{count(of.suspended)} suspended</Small>}
      </td>
      <td>
        {least}
        {count(of.idle)}
        {of.reapedIn && (
          <Small>
            first goes in {duration(of.reapedIn.earliest)}–{duration(of.reapedIn.latest)}
          </Small>
        )}
      </td>
    </>
  )
}

/** What is not known of old figures is not said. */
function runOut({ runOut: range }: RegionCapacity, stale: boolean): ReactNode {
  if (stale) return <span className={shared.muted}>{UNKNOWN_WHILE_STALE}</span>
  return range === null ? <span className={shared.muted}>not watched for a minute yet</span> : runOutWords(range)
}

function StartTime({ of: { startTimes, borrowed } }: { of: RegionCapacity }) {
  if (startTimes === null) return <>{UNKNOWN}</>
  return (
    <>
      {duration(startTimes.p50)}
      <Small>
        95 in 100: {duration(startTimes.p95)}, n = {count(startTimes.n)}
        {borrowed && ', of all regions'}
      </Small>
    </>
  )
}
