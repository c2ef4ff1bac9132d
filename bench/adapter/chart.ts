// The one place where the benchmark touches the app's charts: history's decimation and the chart itself.
import { decimate } from '../../src/history/decimate.ts'

export { TimeChart } from '../../src/components/chart/TimeChart.tsx'

/** Points a line that the fleet page asks for. */
export const CHART_POINTS = 200

/** What `decimate` takes, opaque to the benchmark. */
export type DecimateInput = Parameters<typeof decimate>[0]

/** Brings undecimated samples into the form that the history holds them in. Times in epoch ms. */
export const decimateInput = (times: Float64Array, lines: readonly Float64Array[]): DecimateInput => ({
  times: [...times],
  lines: lines.map((line) => [...line]),
})

/** The finished arrays that the chart is given. */
export const decimated = (input: DecimateInput): { times: readonly number[]; lines: readonly (readonly number[])[] } =>
  decimate(input, CHART_POINTS)
