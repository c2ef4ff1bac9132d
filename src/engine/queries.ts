import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { getJson } from '../api/http.ts'
import { pageConfigSchema } from '../types/config.ts'
import type { DrainsAsked, Engine, EngineClock, PollRequest } from '../types/engine.ts'
import type { NormalBand, ProcessMetric, SeriesRequest, SeriesWindow, Sparks, SummedMetric } from '../types/series.ts'
import type { FleetSnapshot, Have } from '../types/snapshot.ts'
import { applyPatch } from './patch.ts'
import { isDue, type Pace } from './refresh.ts'

const SNAPSHOT = ['snapshot'] as const
const HISTORY = 'history'

const haveOf = (snapshot: FleetSnapshot | undefined): Have | null => {
  if (snapshot === undefined) return null
  const { engine, seq, answered, eventTick } = snapshot
  return { engine, seq, answered, eventTick }
}

/**
 * The fleet as of the newest poll. One observer drives it (widgets/useFeed.ts), everyone else only reads.
 * @param options.spacing how long the page means to wait between polls at this moment, ms.
 * @param options.eager asks the upstream now, whatever was asked a moment ago.
 */
export const snapshotQuery = (
  engine: Engine,
  intervalMs: number,
  { spacing = () => intervalMs, eager = null }: { spacing?: () => number; eager?: PollRequest['eager'] } = {},
) =>
  queryOptions({
    queryKey: SNAPSHOT,
    queryFn: async ({ client, signal }): Promise<FleetSnapshot> => {
      const before = client.getQueryData<FleetSnapshot>(SNAPSHOT)
      const patch = await engine.poll({ signal, intervalMs, spacingMs: spacing(), have: haveOf(before), eager })
      return applyPatch(client.getQueryData<FleetSnapshot>(SNAPSHOT), patch)
    },
    structuralSharing: false,
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    networkMode: 'always',
  })

/** The newest snapshot the page has. */
export const snapshotOf = (client: QueryClient): FleetSnapshot | undefined => client.getQueryData(SNAPSHOT)

/** History moved with a poll: only what is on screen asks again, and charts only when there is something to see. */
export function refreshHistory(client: QueryClient): Promise<void> {
  const now = Date.now()
  return client.invalidateQueries({
    queryKey: [HISTORY],
    predicate: ({ state, meta }) => isDue(state.data, now - state.dataUpdatedAt, meta as Pace | undefined),
  })
}

const historyOptions = {
  structuralSharing: false,
  gcTime: 10_000,
  retry: false,
  networkMode: 'always',
  placeholderData: <T>(before: T | undefined): T | undefined => before,
} as const

// What belongs to one process is never shown for another, however short.
const { placeholderData: _placeholderData, ...ownOptions } = historyOptions

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

/** Rooms whose ID contains a text of two letters at least; as of when it was asked. */
export const foundRoomsQuery = (engine: Engine, text: string, most: number) =>
  queryOptions({
    queryKey: ['found rooms', text, most] as const,
    queryFn: () => engine.findRooms(text, most),
    enabled: text.length >= 2,
    ...ownOptions,
  })

/** What is asked for the rows in view, and only for theirs. */
export interface InView {
  /** Egress over a short window by process. */
  sparks: ReadonlyMap<string, readonly number[]>
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

interface KeptInView extends InView {
  /** Asked for anew a pixel's worth of time later. */
  askedAt: number
  span: Pick<Sparks, 'from' | 'to' | 'since'>
}

/**
 * One question that goes along with what is in view. Lines that are known are kept until there is something to see; who
 * comes into view in between is asked for by itself.
 */
export const inViewQuery = (engine: Engine, { processIds, urgent, metric, window }: InViewRequest) =>
  queryOptions({
    queryKey: [HISTORY, 'in view'] as const,
    queryFn: async ({ client }): Promise<KeptInView> => {
      const now = Date.now()
      const before = client.getQueryData<KeptInView>([HISTORY, 'in view'])
      const kept = before && !isDue(before.span, now - before.askedAt, window) ? before : undefined
      const asked = processIds.filter((processId) => !kept?.sparks.has(processId))
      const [{ values, ...span }, words] = await Promise.all([engine.sparks(asked, metric, window), engine.why(urgent)])
      const fresh = new Map(asked.map((processId, at) => [processId, values[at] ?? []]))
      return {
        sparks: new Map(
          processIds.map((processId) => [processId, fresh.get(processId) ?? kept?.sparks.get(processId) ?? []]),
        ),
        why: new Map(urgent.flatMap((processId, at) => (words[at] ? [[processId, words[at]]] : []))),
        askedAt: kept?.askedAt ?? now,
        span: kept?.span ?? span,
      }
    },
    ...historyOptions,
  })

/** Rooms, drain and attention of one process; null when it is not listed. */
export const detailsQuery = (engine: Engine, processId: string) =>
  queryOptions({
    queryKey: [HISTORY, 'details', processId] as const,
    queryFn: () => engine.details(processId),
    ...ownOptions,
  })

/** Drains, and the waves of the regions and deployments asked for. */
export const drainsQuery = (engine: Engine, asked: DrainsAsked) =>
  queryOptions({
    queryKey: [HISTORY, 'drains', asked] as const,
    queryFn: () => engine.drains(asked),
    ...historyOptions,
  })

/** Deployments side by side, in the regions asked for; empty for all. */
export const rolloutsQuery = (engine: Engine, regions: readonly string[]) =>
  queryOptions({
    queryKey: [HISTORY, 'rollouts', regions] as const,
    queryFn: () => engine.rollouts(regions),
    ...historyOptions,
    // All processes are looked at.
    meta: { slow: 4_000 } satisfies Pace,
  })

/** What the fleet came to over a window that ends now, ms long. */
export const capacityReportQuery = (engine: Engine, rangeMs: number) =>
  queryOptions({
    queryKey: [HISTORY, 'report', rangeMs] as const,
    queryFn: () => engine.capacityReport(rangeMs),
    ...historyOptions,
    meta: { slow: 10_000 } satisfies Pace,
  })

/** How often each rule would have fired in the time that is kept. */
export const alertPreviewsQuery = (engine: Engine) =>
  queryOptions({
    queryKey: [HISTORY, 'alert previews'] as const,
    queryFn: () => engine.alertPreviews(),
    ...historyOptions,
    // Hours of history are judged anew.
    meta: { slow: 30_000 } satisfies Pace,
  })

/** What the fleet and its regions can take. */
export const capacityQuery = (engine: Engine) =>
  queryOptions({
    queryKey: [HISTORY, 'capacity'] as const,
    queryFn: () => engine.capacity(),
    ...historyOptions,
    meta: { slow: 4_000 } satisfies Pace,
  })

/** Processes that are no longer listed. */
export const tombstonesQuery = (engine: Engine) =>
  queryOptions({
    queryKey: [HISTORY, 'tombstones'] as const,
    queryFn: () => engine.tombstones(),
    ...historyOptions,
  })

/** The row as it was sent, for "raw JSON". */
export const rawQuery = (engine: Engine, processId: string) =>
  queryOptions({
    queryKey: [HISTORY, 'raw', processId] as const,
    queryFn: () => engine.raw(processId),
    ...ownOptions,
  })

/** Asks the server what became of a process; only when somebody wants to know. */
export const lookUpQuery = (engine: Engine, processId: string) =>
  queryOptions({
    queryKey: ['info', processId] as const,
    queryFn: ({ signal }) => engine.lookUp(processId, signal),
    retry: false,
    networkMode: 'always',
    staleTime: 0,
  })

const BUILD_EVERY_MS = 60_000
const BUILD_TIMEOUT_MS = 12_000

/**
 * Which build of this app the server serves now. A server that does not answer keeps what it said last.
 * @param build the one that this page is of.
 */
export const buildQuery = (clock: EngineClock, build: string) =>
  queryOptions({
    queryKey: ['build'] as const,
    queryFn: async ({ signal }): Promise<string> => {
      const { payload } = await getJson('/config.json', { signal, timeoutMs: BUILD_TIMEOUT_MS, now: clock.mono })
      return pageConfigSchema.parse(payload).build
    },
    initialData: build,
    refetchOnMount: false,
    refetchInterval: BUILD_EVERY_MS,
    refetchOnWindowFocus: 'always',
    retry: false,
    networkMode: 'always',
  })
