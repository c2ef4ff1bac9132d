import { useQuery } from '@tanstack/react-query'
import type { LineLook } from '../../components/chart/chartData.ts'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { perConnectionQuery } from '../../engine/queries/series.ts'
import { perConnectionWords } from '../../fleet/perConnectionWords.ts'
import { byteRate } from '../../view/format.ts'
import { useChartMenu } from '../chart/ChartMenu.tsx'
import { useDeck } from '../EngineContext.tsx'
import type { ChartSetting } from './chartSetting.ts'
import classes from './ProcessDetail.module.css'

const LOOKS: readonly [LineLook, LineLook] = [
  { name: 'egress per connection: this process', colour: 'var(--information)' },
  { name: 'median of its deployment', colour: 'var(--muted)', dash: '5 3' },
]
const lookOf = (_key: string, index: number): LineLook => LOOKS[index === 0 ? 0 : 1]

/** Bytes per second and connection, against the median of its deployment. Under 5 connections it would be noise. */
export function PerConnectionChart({ processId, setting }: { processId: string; setting: ChartSetting }) {
  const { engine } = useDeck()
  const { window, frame } = setting
  const series = useQuery(perConnectionQuery(engine, processId, window)).data
  const menu = useChartMenu('perConnection', 'bytes per connection', () => ({
    metric: 'egress per connection (bytes per second)',
    times: series?.times ?? [],
    lines: (series?.lines ?? []).map(({ values }, at) => ({ name: at === 0 ? processId : LOOKS[1].name, values })),
  }))
  if (!series) return null
  return (
    <>
      <TimeChart
        {...frame}
        {...menu}
        label="Bytes per connection over time"
        series={series}
        lines={series.lines}
        lookOf={lookOf}
        format={byteRate}
        height={110}
      />
      <p className={classes.muted}>{perConnectionWords(series)}</p>
    </>
  )
}
