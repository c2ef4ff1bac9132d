import { normalBand } from '../history/normalBand.ts'
import { processSeries } from '../history/processSeries.ts'
import type { NormalBand, ProcessMetric, Series, SeriesWindow, Sparks, SummedMetric } from '../types/series.ts'
import type { EngineState } from './state.ts'

// Whatever is read of the history, in one script.
export { fleetSeries } from '../history/fleetSeries.ts'
export { normalLine } from '../history/normalBand.ts'

/** A line of each process, in the order asked for. */
export const processLines = (
  { processHistory }: EngineState,
  processIds: readonly string[],
  metric: ProcessMetric,
  window: SeriesWindow,
): Series[] => processIds.map((processId) => processSeries(processHistory, processId, metric, window))

/** The same in little, over one window. */
export function sparks(
  state: EngineState,
  processIds: readonly string[],
  metric: ProcessMetric,
  window: SeriesWindow,
): Sparks {
  const all = processLines(state, processIds, metric, window)
  const { from, to, since } = all[0] ?? { from: state.feedTime, to: state.feedTime, since: null }
  return { from, to, since, lines: all.map(({ times, lines: [one] }) => ({ times, values: one?.values ?? [] })) }
}

/** What was usual at this time, of each of these regions; null stands for the whole fleet. */
export const normal = (
  { history, feedTime }: EngineState,
  metric: SummedMetric,
  regions: readonly (string | null)[],
): NormalBand[] => regions.map((region) => normalBand(history, { region, metric, at: feedTime }))
