// The app's own chart: the history's decimation of the same undecimated points, then TimeChart, both timed. In the app
// the decimation runs in the worker; here it is on the page and counts.
import { useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { decimated, decimateInput, TimeChart, type DecimateInput } from '../../adapter/chart.ts'
import { CHART_HEIGHT, CHART_WIDTH, COLOURS, type Raw } from '../shared/chartData.ts'
import { driveChart } from '../shared/chartPage.ts'
import { createShown, type Shown } from '../shared/shown.ts'

const lookOf = (key: string, index: number) => ({ name: key, colour: COLOURS[index] ?? 'black' })
const whole = (value: number): string => String(Math.round(value))
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16)
const ignore = (): void => {}

function Page({ shown }: { shown: Shown<DecimateInput> }) {
  const input = shown.use()
  const series = useMemo(() => {
    const { times, lines } = decimated(input)
    return {
      times,
      from: times[0] ?? 0,
      to: times.at(-1) ?? 0,
      lines: lines.map((values, line) => ({ key: `region ${line}`, values })),
    }
  }, [input])
  return (
    <TimeChart
      label="Connections"
      series={series}
      lines={series.lines}
      lookOf={lookOf}
      format={whole}
      formatTime={clock}
      formatTick={clock}
      height={CHART_HEIGHT}
      cursor={null}
      onCursor={ignore}
    />
  )
}

let shown: Shown<DecimateInput> | null = null

driveChart(
  ({ times, lines }: Raw) => decimateInput(times, lines),
  (input) => {
    if (shown) return shown.set(input)
    shown = createShown(input)
    const root = document.createElement('div')
    root.style.width = `${CHART_WIDTH}px`
    document.body.append(root)
    createRoot(root).render(<Page shown={shown} />)
  },
)
