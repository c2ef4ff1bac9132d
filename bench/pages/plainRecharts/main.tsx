// Plain Recharts on the undecimated points, with what its performance guide advises short of fewer points: stable data
// keys (strings), stable references for everything that does not change, no dots, no animation, a fixed size instead of
// a responsive container, no tooltip. Its further advice, to give it less data, is what the app does.
import { memo } from 'react'
import { createRoot } from 'react-dom/client'
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts'
import { CHART_HEIGHT, CHART_WIDTH, COLOURS, LINES, type Raw } from '../shared/chartData.ts'
import { driveChart } from '../shared/chartPage.ts'
import { createShown, type Shown } from '../shared/shown.ts'

type Row = Record<string, number>
const KEYS = Array.from({ length: LINES }, (_, line) => `v${line}`)
const DOMAIN: [string, string] = ['dataMin', 'dataMax']
const AUTO: [number, string] = [0, 'auto']
const MARGIN = { top: 6, right: 8, bottom: 0, left: 0 }
const AXES = (
  <>
    <CartesianGrid vertical={false} />
    <XAxis dataKey="t" type="number" domain={DOMAIN} />
    <YAxis domain={AUTO} />
  </>
)
const DRAWN = KEYS.map((key, line) => (
  <Line
    key={key}
    dataKey={key}
    stroke={COLOURS[line] ?? 'black'}
    dot={false}
    activeDot={false}
    type="linear"
    isAnimationActive={false}
  />
))

const Chart = memo(({ data }: { data: Row[] }) => (
  <LineChart width={CHART_WIDTH} height={CHART_HEIGHT} data={data} margin={MARGIN} accessibilityLayer={false}>
    {AXES}
    {DRAWN}
  </LineChart>
))

function Page({ shown }: { shown: Shown<Row[]> }) {
  return <Chart data={shown.use()} />
}

let shown: Shown<Row[]> | null = null

driveChart(
  ({ times, lines }: Raw) =>
    Array.from(times, (t, at) => {
      const row: Row = { t }
      for (const [line, key] of KEYS.entries()) row[key] = lines[line]?.[at] ?? 0
      return row
    }),
  (data) => {
    if (shown) return shown.set(data)
    shown = createShown(data)
    const root = document.createElement('div')
    document.body.append(root)
    createRoot(root).render(<Page shown={shown} />)
  },
)
