import { queryOptions } from '@tanstack/react-query'
import type { DrainsAsked, Engine } from '../../types/engine.ts'
import { HISTORY, historyOptions, ownOptions } from './historyOptions.ts'
import type { Pace } from '../refresh.ts'

// What pages ask of the fleet and of single processes.

/** Rooms whose ID contains a text of two letters at least; as of when it was asked. */
export const foundRoomsQuery = (engine: Engine, text: string, most: number) =>
  queryOptions({
    queryKey: ['found rooms', text, most] as const,
    queryFn: () => engine.findRooms(text, most),
    enabled: text.length >= 2,
    ...ownOptions,
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
