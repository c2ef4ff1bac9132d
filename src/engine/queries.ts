import { queryOptions } from '@tanstack/react-query'
import type { Engine } from '../types/engine.ts'
import type { ProcessMetric, SeriesRequest, SeriesWindow } from '../types/series.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { applyPatch } from './patch.ts'

const SNAPSHOT = ['snapshot'] as const
const HISTORY = 'history'

/**
 * The fleet as of the newest poll. One observer drives it (widgets/useFeed.ts), everyone else only reads.
 * @param spacing how long the page means to wait between polls at this moment, ms.
 */
export const snapshotQuery = (engine: Engine, intervalMs: number, spacing: () => number = () => intervalMs) =>
  queryOptions({
    queryKey: SNAPSHOT,
    queryFn: async ({ client, signal }): Promise<FleetSnapshot> => {
      const before = client.getQueryData<FleetSnapshot>(SNAPSHOT)
      const patch = await engine.poll({ signal, intervalMs, spacingMs: spacing(), have: before?.seq ?? null })
      const after = applyPatch(client.getQueryData<FleetSnapshot>(SNAPSHOT), patch)
      // History moved with the poll; only charts on screen ask again.
      if (after.seq !== before?.seq) void client.invalidateQueries({ queryKey: [HISTORY] })
      return after
    },
    structuralSharing: false,
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    networkMode: 'always',
  })

const historyOptions = {
  structuralSharing: false,
  gcTime: 10_000,
  retry: false,
  networkMode: 'always',
  placeholderData: <T>(before: T | undefined): T | undefined => before,
} as const

/** Finished lines for a chart; asked for again after every accepted poll. */
export const seriesQuery = (engine: Engine, request: SeriesRequest) =>
  queryOptions({
    queryKey: [HISTORY, 'fleet', request] as const,
    queryFn: () => engine.series(request),
    ...historyOptions,
  })

export interface ProcessSeriesRequest extends SeriesWindow {
  processIds: readonly string[]
  metric: ProcessMetric
}

/** The same per process, several at once. */
export const processSeriesQuery = (engine: Engine, request: ProcessSeriesRequest) =>
  queryOptions({
    queryKey: [HISTORY, 'process', request] as const,
    queryFn: () =>
      Promise.all(request.processIds.map((processId) => engine.processSeries(processId, request.metric, request))),
    ...historyOptions,
  })

/** The row as it was sent, for "raw JSON". */
export const rawQuery = (engine: Engine, processId: string) =>
  queryOptions({
    queryKey: [HISTORY, 'raw', processId] as const,
    queryFn: () => engine.raw(processId),
    ...historyOptions,
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
