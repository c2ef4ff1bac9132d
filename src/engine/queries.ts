import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Engine, PollRequest } from '../types/engine.ts'
import type { Metric, ProcessMetric, SeriesRequest, SeriesWindow } from '../types/series.ts'
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

/** History moved with a poll: only what is on screen asks again, and charts only when there is something to see. */
export function refreshHistory(client: QueryClient): void {
  const now = Date.now()
  void client.invalidateQueries({
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

/** Finished lines for a chart; asked for again after every accepted poll. */
export const seriesQuery = (engine: Engine, request: SeriesRequest) =>
  queryOptions({
    queryKey: [HISTORY, 'fleet', request] as const,
    queryFn: () => engine.series(request),
    ...historyOptions,
    meta: { points: request.points } satisfies Pace,
  })

/** What was usual at this time, of each of these regions; null stands for the whole fleet. */
export const normalQuery = (engine: Engine, metric: Metric, regions: readonly (string | null)[]) =>
  queryOptions({
    queryKey: [HISTORY, 'normal', metric, regions] as const,
    queryFn: () => engine.normal(metric, regions),
    ...historyOptions,
    // Bands are made of quarters of an hour.
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
    meta: { points: request.points } satisfies Pace,
  })

/** Why each of these processes needs attention, in words; asked for the rows in view. */
export const whyQuery = (engine: Engine, processIds: readonly string[]) =>
  queryOptions({
    queryKey: [HISTORY, 'why', processIds] as const,
    queryFn: async (): Promise<ReadonlyMap<string, string>> => {
      const words = await engine.why(processIds)
      return new Map(processIds.flatMap((processId, at) => (words[at] ? [[processId, words[at]]] : [])))
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

export const drainsQuery = (engine: Engine) =>
  queryOptions({
    queryKey: [HISTORY, 'drains'] as const,
    queryFn: () => engine.drains(),
    ...historyOptions,
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
