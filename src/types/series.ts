/** Metrics whose value for a group is the sum of its members'. */
export const SUMMED_METRICS = ['connections', 'egress', 'rooms', 'openSlots', 'processes', 'roomStarts'] as const
export type SummedMetric = (typeof SUMMED_METRICS)[number]
/** `roomLength`: the mean length of the rooms that were seen to end in the last minute, ms. */
export type Metric = SummedMetric | 'roomLength'

/** What is kept of each process. */
export const PROCESS_METRICS = ['connections', 'egress'] as const
export type ProcessMetric = (typeof PROCESS_METRICS)[number]

/** A window of time in at most `points` points a line. */
export interface SeriesWindow {
  rangeMs: number
  /** Its end, epoch ms of feed time; absent: the newest sample. */
  endAt?: number
  points: number
}

/** What a chart asks the history for. */
export interface SeriesRequest extends SeriesWindow {
  metric: Metric
  /** Lifecycles are kept of the whole fleet: regions and deployments do not narrow them. */
  by: 'total' | 'region' | 'deployment' | 'lifecycle'
  /** Only these regions and deployments; empty means all. */
  regions: readonly string[]
  deployments: readonly string[]
  /** At most this many lines: the ones with the most connections now, the rest summed as OTHER. Absent: all. */
  most?: number
  /** The same window this much earlier, ms: "against last week". Absent: now. */
  offsetMs?: number
}

/** Key of the line that sums what is not drawn by itself. */
export const OTHER = 'other'

export interface SeriesLine {
  key: string
  /** One value per time, NaN where there is none. */
  values: readonly number[]
  /**
   * Where each value is the average of a span of time and none was left out: the lowest and highest in it. In a line
   * with fewer points than spans, the values themselves are the extremes.
   */
  lows?: readonly number[]
  highs?: readonly number[]
}

/** Finished arrays for a chart: decimated, gaps as NaN. Times are feed time, epoch ms. */
export interface Series {
  times: readonly number[]
  lines: readonly SeriesLine[]
  /** The window asked for. */
  from: number
  to: number
  /** The oldest sample kept, null when there is none. */
  since: number | null
  /** The fleet as a whole is kept for longer than what these lines are made of. */
  wholeIsOlder?: true
  /** The span of time that was averaged before it came here, ms; 0 for none. */
  stepMs?: number
}

/**
 * Egress per connection of one process, bytes per second, and the median over its deployment: lines `own` and `median`,
 * where there were 5 connections for 2 min (docs/meaning.md, "Bytes per connection"); the median where 5 processes had that.
 */
export interface PerConnection extends Series {
  /** Processes in the newest median, those looked at for it, and all that the deployment lists. */
  compared: number
  looked: number
  listed: number
}

/** One line by itself: a value for each time, NaN for a gap. */
export interface SparkLine {
  times: readonly number[]
  values: readonly number[]
}

/** Lines of many processes over one window, in the order asked for. */
export interface Sparks extends Pick<Series, 'from' | 'to' | 'since'> {
  lines: readonly SparkLine[]
}

/** The normal band over a window: its ends by time, NaN where there is no normal. Times are feed time, epoch ms. */
export interface NormalLine {
  times: readonly number[]
  lows: readonly number[]
  highs: readonly number[]
}

/** What was usual at this time of the week; or what there is to compare with instead. */
export type NormalBand =
  | {
      kind: 'week'
      median: number
      low: number
      high: number
      /** From how many weeks, and from how many quarters of an hour in them: 15 days hold two weeks at most. */
      weeks: number
      samples: number
      /** The same time of the week before, epoch ms: "against last Monday 23:30". */
      comparedAt: number
    }
  | { kind: 'day'; value: number; comparedAt: number; historyMs: number }
  /** `reason`: under 24 h are kept, or nobody watched at the times to compare with. */
  | { kind: 'none'; historyMs: number; reason: 'too young' | 'not watched' }
