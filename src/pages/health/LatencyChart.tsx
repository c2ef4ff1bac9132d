import { useCallback, useMemo, useState } from 'react'
import type { LineLook } from '../../components/chart/chartData.ts'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { quantile } from '../../fleet/quantile.ts'
import type { PollRecord } from '../../types/feed.ts'
import { milliseconds } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { axisTime, zonedTime } from '../../view/time.ts'
import { useChartMenu } from '../../widgets/chart/ChartMenu.tsx'

const LOOKS: Readonly<Record<string, LineLook>> = {
  answered: { name: 'answered after', colour: 'var(--accent)' },
  failed: { name: 'failed after', colour: 'var(--bad)', dash: '5 3' },
}
const lookOf = (key: string): LineLook => LOOKS[key] ?? { name: key, colour: 'var(--muted)' }

/** How long the newest polls took, as a chart has it: those that failed are a line of their own. */
function latencyOf(log: readonly PollRecord[]) {
  const line = (key: string, failed: boolean) => ({
    key,
    values: log.map(({ result, durationMs }) => ((result === 'failed') === failed ? durationMs : Number.NaN)),
  })
  const times = log.map(({ at }) => at)
  const lines = [
    line('answered', false),
    ...(log.some(({ result }) => result === 'failed') ? [line('failed', true)] : []),
  ]
  return { times, from: times[0] ?? 0, to: times.at(-1) ?? 0, lines }
}

function usually(log: readonly PollRecord[]): string | undefined {
  const took = log.filter(({ result }) => result !== 'failed').map(({ durationMs }) => durationMs)
  if (took.length === 0) return undefined
  return `half within ${milliseconds(quantile(took, 0.5))}, 95 in 100 within ${milliseconds(quantile(took, 0.95))}`
}

/** Is the upstream quick, and was it so before. */
export function LatencyChart({ log }: { log: readonly PollRecord[] }) {
  const [cursor, onCursor] = useState<number | null>(null)
  const { zone } = usePreferences()
  const series = useMemo(() => latencyOf(log), [log])
  const formatTick = useCallback((at: number, spanMs: number) => axisTime(at, spanMs, zone), [zone])
  const menu = useChartMenu('latency', 'the time to answer', () => ({
    metric: 'time to answer (ms)',
    times: series.times,
    lines: series.lines.map(({ key, values }) => ({ name: lookOf(key).name, values })),
  }))
  return (
    <Panel title="Time to answer" aside={usually(log)}>
      <TimeChart
        {...{ series, lookOf, cursor, onCursor, formatTick }}
        {...menu}
        lines={series.lines}
        label="Time to answer over time"
        format={milliseconds}
        formatTime={(at, spanMs) => zonedTime(at, spanMs, zone)}
        height={110}
        whole
      />
    </Panel>
  )
}
