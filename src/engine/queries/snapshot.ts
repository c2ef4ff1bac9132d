import { hashKey, notifyManager, queryOptions, type QueryClient, type QueryState } from '@tanstack/react-query'
import { getJson } from '../../api/http.ts'
import { pageConfigSchema, type PageConfig } from '../../types/config.ts'
import type { Engine, EngineClock, PollRequest } from '../../types/engine.ts'
import type { FleetSnapshot, Have } from '../../types/snapshot.ts'
import { HISTORY } from './historyOptions.ts'
import { applyPatch } from '../patch.ts'
import { isDue, type Pace } from '../refresh.ts'

const SNAPSHOT = ['snapshot'] as const
/** Reckoned once: it is looked for by dozens with every poll, and to reckon it takes longer than to find it. */
const SNAPSHOT_HASH = hashKey(SNAPSHOT)

const stateOf = (client: QueryClient): QueryState<FleetSnapshot> | undefined =>
  client.getQueryCache().get<FleetSnapshot>(SNAPSHOT_HASH)?.state

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
      const before = snapshotOf(client)
      const patch = await engine.poll({ signal, intervalMs, spacingMs: spacing(), have: haveOf(before), eager })
      return applyPatch(snapshotOf(client), patch)
    },
    structuralSharing: false,
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    networkMode: 'always',
  })

/** The newest snapshot the page has. */
export const snapshotOf = (client: QueryClient): FleetSnapshot | undefined => stateOf(client)?.data

/** Whether an answer is being waited for. */
export const isAsking = (client: QueryClient): boolean => stateOf(client)?.fetchStatus === 'fetching'

/** Calls back when there is another snapshot, or a question for one begins or ends. The answer ends that. */
export function onSnapshot(client: QueryClient, listener: () => void): () => void {
  let listeners = listening.get(client)
  if (listeners === undefined) {
    const all = new Set<() => void>()
    listening.set(client, (listeners = all))
    const tell = (): void => all.forEach((one) => one())
    client.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'updated' && query.queryHash === SNAPSHOT_HASH) notifyManager.schedule(tell)
    })
  }
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Who is told of snapshots, in place of one subscription each: a cache tells everyone of every query. */
const listening = new WeakMap<QueryClient, Set<() => void>>()

/** History moved with a poll: only what is on screen asks again, and charts only when there is something to see. */
export function refreshHistory(client: QueryClient): Promise<void> {
  const now = Date.now()
  return client.invalidateQueries({
    queryKey: [HISTORY],
    predicate: ({ state, meta }) => isDue(state.data, now - state.dataUpdatedAt, meta as Pace | undefined),
  })
}

const SERVED_EVERY_MS = 60_000
/** A server that is started anew is first seen to fail. */
const SERVED_EVERY_FAILING_MS = 5000
const SERVED_TIMEOUT_MS = 12_000

/**
 * What the server says of itself now: which build of this app it serves, and which source. A server that does not answer
 * keeps what it said last.
 * @param config what it said when this page was loaded.
 * @param failing polls fail.
 */
export const servedQuery = (clock: EngineClock, config: PageConfig, failing: boolean) =>
  queryOptions({
    queryKey: ['served'] as const,
    queryFn: async ({ signal }): Promise<PageConfig> => {
      const { payload } = await getJson('/config.json', { signal, timeoutMs: SERVED_TIMEOUT_MS, now: clock.mono })
      return pageConfigSchema.parse(payload)
    },
    initialData: config,
    refetchOnMount: false,
    refetchInterval: failing ? SERVED_EVERY_FAILING_MS : SERVED_EVERY_MS,
    refetchOnWindowFocus: 'always',
    retry: false,
    networkMode: 'always',
  })
