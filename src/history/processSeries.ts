import { PROCESS_METRICS, type ProcessMetric, type Series, type SeriesWindow } from '../types/series.ts'
import { cellsOf, type Axis } from './axis.ts'
import { meanOf } from './buckets.ts'
import type { ProcessHistory } from './processHistory.ts'
import { bucketAt, PAGE, rawAt } from './processPage.ts'
import { readSeries, type LineSpec, type TierView, type Views } from './read.ts'

const viewOf = (axis: Axis): TierView<Axis> => {
  const [first, end] = cellsOf(axis)
  return {
    stepMs: axis.stepMs,
    oldest: first === end ? null : (axis.times[first % axis.capacity] ?? null),
    visit(from, to, each) {
      for (let number = first; number < end; number++) {
        const cell = number % axis.capacity
        const time = axis.times[cell] ?? 0
        if (time >= from && time <= to) each(time, axis.gaps[cell] === 1, axis, cell)
      }
    },
  }
}

/** The times there are, finest first. */
export const processViews = ({ axes: { raw, buckets } }: ProcessHistory): Views<Axis> => [viewOf(raw), viewOf(buckets)]

/** One process's line; NaN before it was seen, over gaps and where the value is unknown. */
export function processSeries(
  history: ProcessHistory,
  processId: string,
  metric: ProcessMetric,
  window: SeriesWindow,
): Series {
  const index = PROCESS_METRICS.indexOf(metric)
  const place = history.places.get(processId) ?? -1
  const page = history.pages[Math.floor(place / PAGE)]
  const read: LineSpec<Axis>['read'] = (axis, cell, into) => {
    into.mean = into.low = into.high = Number.NaN
    if (page === undefined) return
    if (axis.stepMs === 0) {
      into.mean = into.low = into.high = page.raw[rawAt(page, cell, index, place % PAGE)] ?? Number.NaN
      return
    }
    const at = bucketAt(page, cell, index, place % PAGE)
    into.mean = meanOf(page.buckets, at)
    if (Number.isNaN(into.mean)) return
    into.low = page.buckets.min[at] ?? Number.NaN
    into.high = page.buckets.max[at] ?? Number.NaN
  }
  return readSeries(processViews(history), [{ key: processId, read }], window, history.newest)
}
