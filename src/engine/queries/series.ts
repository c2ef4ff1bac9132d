import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Engine } from '../../types/engine.ts'
import type {
  NormalBand,
  ProcessMetric,
  SeriesRequest,
  SeriesWindow,
  SparkLine,
  Sparks,
  SummedMetric,
} from '../../types/series.ts'
import { HISTORY, historyOptions, ownOptions } from './historyOptions.ts'
import { isDue, type Pace } from '../refresh.ts'

/** A window with an end of its own seldom changes: only late news of it, or when it ends later than now. */
const FIXED_WINDOW = { slow: 30_000 } as const satisfies Pace
const paceOf = ({ points, endAt }: SeriesWindow) => (endAt === undefined ? { points } : FIXED_WINDOW)

/** Finished lines for a chart; asked for again after every accepted poll. */
export const seriesQuery = (engine: Engine, request: SeriesRequest) =>
  queryOptions({
    queryKey: [HISTORY, 'fleet', request] as const,
    queryFn: () => engine.series(request),
    ...historyOptions,
    meta: paceOf(request) satisfies Pace,
  })

/** What was usual at this time, of each of these regions; null stands for the whole fleet. */
export const normalQuery = (engine: Engine, metric: SummedMetric, regions: readonly (string | null)[]) =>
  queryOptions({
    queryKey: [HISTORY, 'normal', metric, regions] as const,
    queryFn: async (): Promise<ReadonlyMap<string | null, NormalBand>> => {
      const bands = await engine.normal(metric, regions)
      return new Map(bands.map((band, at) => [regions[at] ?? null, band]))
    },
    ...historyOptions,
    // Bands are made of quarters of an hour.
    meta: { slow: 60_000 } satisfies Pace,
  })

/** The same over a window, of one region or the whole. */
export const normalLineQuery = (
  engine: Engine,
  metric: SummedMetric,
  region: string | null,
  { rangeMs, endAt }: Pick<SeriesWindow, 'rangeMs' | 'endAt'>,
) =>
  queryOptions({
    queryKey: [HISTORY, 'normal line', metric, region, rangeMs, endAt ?? null] as const,
    queryFn: () => engine.normalLine(metric, region, { rangeMs, ...(endAt !== undefined && { endAt }) }),
    ...historyOptions,
    meta: { slow: 60_000 } satisfies Pace,
  })

export interface ProcessSeriesRequest extends SeriesWindow {
  processIds: readonly string[]
  metric: ProcessMetric
}

/** The same per process, several at once. */
export const processSeriesQuery = (engine: Engine, request: ProcessSeriesRequest) =>
  queryOptions({
    queryKey: [HISTORY, 'process', request] as const,
    queryFn: () => engine.processSeries(request.processIds, request.metric, request),
    ...historyOptions,
    meta: paceOf(request) satisfies Pace,
  })

/** Egress per connection of one process, and its deployment's median; null when nobody knows its deployment. */
export const perConnectionQuery = (engine: Engine, processId: string, window: SeriesWindow) =>
  queryOptions({
    queryKey: [HISTORY, 'per connection', processId, window] as const,
    queryFn: () => engine.perConnection(processId, window),
    ...ownOptions,
    meta: { points: window.points } satisfies Pace,
  })

/** What is asked for the rows in view, and only for theirs. */
export interface InView {
  /** Egress over a short window by process. */
  sparks: ReadonlyMap<string, SparkLine>
  /** Why it needs attention, in words, by process. */
  why: ReadonlyMap<string, string>
  /** The window of the lines; null before there are any. */
  span: Pick<Sparks, 'from' | 'to' | 'since'> | null
}

export interface InViewRequest {
  processIds: readonly string[]
  /** Those of them that need attention. */
  urgent: readonly string[]
  metric: ProcessMetric
  window: SeriesWindow
}

export interface KeptInView extends InView {
  /** Asked for anew a pixel's worth of time later. */
  askedAt: number
  span: Pick<Sparks, 'from' | 'to' | 'since'>
}

const NO_LINE: SparkLine = { times: [], values: [] }

const IN_VIEW = [HISTORY, 'in view'] as const

/** What is known of the rows in view, or of those that were in view when it was asked last. */
export const inViewOf = (client: QueryClient): KeptInView | undefined => client.getQueryData(IN_VIEW)

const isSame = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)

/**
 * One question that goes along with what is in view. Lines that are known are kept until there is something to see; who
 * comes into view in between is asked for by itself.
 */
export const inViewQuery = (engine: Engine, { processIds, urgent, metric, window }: InViewRequest) =>
  queryOptions({
    queryKey: IN_VIEW,
    queryFn: async ({ client }): Promise<KeptInView> => {
      const now = Date.now()
      const before = inViewOf(client)
      const kept = before && !isDue(before.span, now - before.askedAt, window) ? before : undefined
      const asked = processIds.filter((processId) => !kept?.sparks.has(processId))
      const [{ lines, ...span }, words] = await Promise.all([engine.sparks(asked, metric, window), engine.why(urgent)])
      const fresh = new Map(asked.map((processId, at) => [processId, lines[at] ?? NO_LINE]))
      const why = new Map(urgent.flatMap((processId, at) => (words[at] ? [[processId, words[at]]] : [])))
      // Rows are drawn anew for other lines only.
      if (kept && asked.length === 0 && isSame(why, kept.why)) return kept
      return {
        sparks: new Map(
          processIds.map((processId) => [processId, fresh.get(processId) ?? kept?.sparks.get(processId) ?? NO_LINE]),
        ),
        why,
        askedAt: kept?.askedAt ?? now,
        span: kept?.span ?? span,
      }
    },
    ...historyOptions,
  })
