import { useMemo, useState } from 'react'
import type { ChartMark, LineLook } from '../../components/chart/chartData.ts'
import type { Band } from '../../components/chart/ChartLines.tsx'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { SOFT_DEADLINE_MS } from '../../fleet/drainVerdict.ts'
import { counted } from '../../fleet/words.ts'
import type { BurnDown, WaveSeen } from '../../types/engine.ts'
import { count } from '../../view/format.ts'
import { useChartMenu } from '../../widgets/chart/ChartMenu.tsx'
import { useTimeAxis } from '../../widgets/chart/useTimeAxis.ts'
import classes from './DrainsPage.module.css'

const LOOKS: Readonly<Record<string, LineLook>> = {
  rooms: { name: 'rooms', colour: 'var(--accent)' },
  connections: { name: 'connections', colour: 'var(--information)', dash: '6 3' },
}
const lookOf = (key: string): LineLook => LOOKS[key] ?? { name: key, colour: 'var(--muted)' }

/** Steps up are drains that joined, not rooms that came back; the deadline stands where it is near enough to see. */
function marksOf({ joiners }: BurnDown, deadline: number, to: number): ChartMark[] {
  const joined = joiners.map(({ at, drains }) => ({ at, label: `+${counted(drains, 'drain')}` }))
  return deadline <= to ? [{ at: deadline, label: 'deadline' }, ...joined] : joined
}

/** How a wave went, and between which numbers its rooms are expected to go. */
export function WaveCharts({ wave, burnDown, now }: { wave: WaveSeen; burnDown: BurnDown; now: number }) {
  const [cursor, onCursor] = useState<number | null>(null)
  const { onZoom: _zoom, onWhole: _whole, ...axis } = useTimeAxis()
  const { times, rooms, connections, toCome } = burnDown
  const from = times[0] ?? now
  const to = Math.max(now, toCome?.times.at(-1) ?? now, from + 60_000)
  const series = useMemo(() => ({ times, from, to }), [times, from, to])
  const roomLines = useMemo(() => [{ key: 'rooms', values: rooms }], [rooms])
  const connectionLines = useMemo(() => [{ key: 'connections', values: connections }], [connections])
  const marks = useMemo(() => marksOf(burnDown, wave.since + SOFT_DEADLINE_MS, to), [burnDown, wave.since, to])
  const band = useMemo((): Band | null => toCome && { name: 'expected, 8 in 10', ...toCome }, [toCome])
  const menu = useChartMenu('wave', 'the wave', () => ({
    metric: 'left of the wave',
    times,
    lines: [
      { name: 'rooms', values: rooms },
      { name: 'connections', values: connections },
    ],
  }))
  const common = { ...axis, series, lookOf, marks, cursor, onCursor, format: count, whole: true }
  return (
    <div className={classes.burnDown}>
      <TimeChart
        {...common}
        {...menu}
        lines={roomLines}
        band={band}
        label={`Rooms left of the wave of ${wave.deploymentId} over time`}
        height={110}
        bare
      />
      <TimeChart
        {...common}
        lines={connectionLines}
        asTable={menu.asTable}
        label={`Connections left of the wave of ${wave.deploymentId} over time`}
        height={90}
      />
    </div>
  )
}
