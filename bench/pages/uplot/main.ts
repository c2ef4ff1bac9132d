// uPlot on the undecimated points, as its readme and demos advise for live data: one chart kept and given new typed
// columns by setData, no point markers, no legend or cursor work while it streams, time in seconds.
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { CHART_HEIGHT, CHART_WIDTH, COLOURS, type Raw } from '../shared/chartData.ts'
import { driveChart } from '../shared/chartPage.ts'

let chart: uPlot | null = null

driveChart(
  ({ times, lines }: Raw) => [times.map((at) => at / 1000), ...lines] as uPlot.TypedArray[],
  (data, changed) => {
    if (chart) return chart.setData(data)
    chart = new uPlot(
      {
        width: CHART_WIDTH,
        height: CHART_HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        series: [
          {},
          ...COLOURS.map((stroke, line) => ({ label: `region ${line}`, stroke, width: 1, points: { show: false } })),
        ],
        hooks: { draw: [changed] },
      },
      data,
      document.body,
    )
  },
)
