import { useQuery, useQueryClient, type Query } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { workAfterFrame } from '../components/nextFrame.ts'
import { feedState, type FeedState, type FeedStatus } from '../fleet/feedState.ts'
import { isAsking, onSnapshot, refreshHistory, snapshotOf, snapshotQuery } from '../engine/queries/snapshot.ts'
import type { Engine, PollRequest } from '../types/engine.ts'
import type { FeedReport } from '../types/feed.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { usePreferences } from '../view/preferences.ts'
import { onTick, useTick } from '../view/ticker.ts'
import { useDeck } from './EngineContext.tsx'
import { setPaused, usePaused } from './pauseStore.ts'

const HIDDEN_LEAST_MS = 10_000
/** Clocks of page and worker are known to each other to a few ms: who was told to wait does not ask before its time. */
const NOT_BEFORE_MS = 25

/** Poll interval in force, ms: the viewer's, else the server's. */
export function useIntervalMs(): number {
  const { config } = useDeck()
  return usePreferences().intervalMs ?? config.intervalMs
}

type SnapshotQuery = Query<FleetSnapshot, Error, FleetSnapshot, readonly ['snapshot']>

const dueIn = (query: SnapshotQuery): number => {
  const feed = query.state.data?.feed
  return feed === undefined ? 0 : query.state.dataUpdatedAt + feed.nextDelayMs - Date.now()
}

/** On return to the tab: at once, unless the next try is not allowed yet or would only come a moment early. */
const whenDue = (query: SnapshotQuery): boolean | 'always' => (dueIn(query) <= 0 ? 'always' : false)

/** The poll as the driver asks for it. */
export const feedQuery = (engine: Engine, intervalMs: number) =>
  snapshotQuery(engine, intervalMs, {
    spacing: () => (document.hidden ? Math.max(intervalMs, HIDDEN_LEAST_MS) : intervalMs),
  })

/** Polls. Used once, by the shell; the next poll is timed from the last answer. */
export function useFeedDriver(): void {
  const { engine } = useDeck()
  const intervalMs = useIntervalMs()
  const { keepPolling, notify } = usePreferences()
  const paused = usePaused()
  const client = useQueryClient()
  const seq = useOfSnapshot((snapshot) => snapshot?.seq ?? null)
  // A shorter one counts from the last answer: by the wait agreed on before, a healthy feed would look stale meanwhile.
  const { catchUp } = useFeedActions()
  const intervalBefore = useRef(intervalMs)
  useEffect(() => {
    if (intervalBefore.current === intervalMs) return
    intervalBefore.current = intervalMs
    if (!paused) catchUp()
  }, [intervalMs, paused, catchUp])
  // Its answers would be drawn before the poll's own frame; what waits for that frame is drawn with them.
  useEffect(() => (seq === null ? undefined : workAfterFrame(() => refreshHistory(client))), [client, seq])
  useQuery({
    ...feedQuery(engine, intervalMs),
    enabled: !paused,
    // It draws nothing.
    notifyOnChangeProps: [],
    refetchInterval: (query) => {
      const feed = query.state.data?.feed
      const told = (feed?.failure?.retryAfterMs ?? null) !== null
      const wait = (feed?.nextDelayMs ?? intervalMs) + (told ? NOT_BEFORE_MS : 0)
      return document.hidden ? Math.max(wait, HIDDEN_LEAST_MS) : wait
    },
    refetchIntervalInBackground: keepPolling || notify,
    refetchOnWindowFocus: whenDue,
    refetchOnReconnect: whenDue,
  })
}

/** The newest snapshot, undefined before the first answer of any kind. Never polls by itself. */
export function useSnapshot(): FleetSnapshot | undefined {
  const { engine } = useDeck()
  return useQuery({ ...snapshotQuery(engine, useIntervalMs()), enabled: false }).data
}

/** A plain value of the newest snapshot; the caller renders anew only when it changes. */
export function useOfSnapshot<Value extends string | number | boolean | null>(
  of: (snapshot: FleetSnapshot | undefined) => Value,
): Value {
  const client = useQueryClient()
  const subscribe = useCallback((listener: () => void) => onSnapshot(client, listener), [client])
  return useSyncExternalStore(subscribe, () => of(snapshotOf(client)))
}

/** The newest snapshot when it is asked for; its user is not drawn again for every poll. */
export function useSnapshotReader(): () => FleetSnapshot | undefined {
  const client = useQueryClient()
  return useCallback(() => snapshotOf(client), [client])
}

export interface FeedView extends FeedState {
  intervalMs: number
  /** Time to the next try, ms; null while none is planned. */
  nextInMs: number | null
  /** Whether it asks just now. */
  asking: boolean
}

const NOTHING_YET: FeedState = { status: 'Connecting', late: false, ageMs: null }

/** Looks at the feed's state whenever it is called. */
function useFeedLook(): () => FeedView {
  const { clock } = useDeck()
  const client = useQueryClient()
  const paused = usePaused()
  const intervalMs = useIntervalMs()
  return () => {
    const mono = clock.mono()
    const feed = snapshotOf(client)?.feed
    const state = feed ? feedState(feed, { mono, intervalMs, paused }) : NOTHING_YET
    const nextInMs = feed && !paused ? Math.max(0, feed.answeredAt + feed.nextDelayMs - mono) : null
    return { ...state, intervalMs, nextInMs, asking: isAsking(client) }
  }
}

/** Calls back as time passes and when an answer came. */
function useFeedNews(): (listener: () => void) => () => void {
  const client = useQueryClient()
  return useCallback(
    (listener) => {
      const ends = [onTick(listener), onSnapshot(client, listener)]
      return () => ends.forEach((end) => end())
    },
    [client],
  )
}

/** The feed's state now; the caller renders anew as time passes. */
export function useFeedView(): FeedView {
  useTick()
  return useFeedLook()()
}

/**
 * What `say` makes of the feed's state and the newest report, as time passes: plain values. The caller renders anew only
 * when it says something else.
 */
export function useFeedSaid<Said>(say: (feed: FeedView, report: FeedReport | undefined) => Said): Said {
  const client = useQueryClient()
  const look = useFeedLook()
  // A text is the same when it says the same.
  const said = useSyncExternalStore(useFeedNews(), () => JSON.stringify(say(look(), snapshotOf(client)?.feed)))
  return JSON.parse(said) as Said
}

/** The feed's status alone. */
export const useFeedStatus = (): FeedStatus => useFeedSaid(({ status }) => status)

/** Whether what is shown is current: only a live feed is. */
export const useFresh = (): boolean => useFeedStatus() === 'Live'

/** Who pauses to read is left what is there for so long, ms. */
const READ_FOR_MS = 60_000

/** Whether answers fail or are late, or have been paused for a minute: what is to come of old figures is not known. */
export function useStale(): boolean {
  const { clock } = useDeck()
  const paused = usePaused()
  const intervalMs = useIntervalMs()
  return useFeedSaid((_, feed) => {
    if (feed === undefined) return false
    const { status, ageMs } = feedState(feed, { mono: clock.mono(), intervalMs, paused: false })
    return (status === 'Failing' || status === 'Stale') && (!paused || (ageMs ?? 0) >= READ_FOR_MS)
  })
}

export interface FeedActions {
  refresh: () => void
  /** As `refresh`, but not before the time that the upstream asked to be left alone for has passed. */
  catchUp: () => void
  togglePause: () => void
}

/**
 * Pause, resume and "refresh now", which cancels what is pending and alone overrides any wait. A pause cancels it, too:
 * who pauses to read or to point at a row is not to see it move once more.
 */
export function useFeedActions(): FeedActions {
  const client = useQueryClient()
  const paused = usePaused()
  const { engine } = useDeck()
  const intervalMs = useIntervalMs()
  const ask = useCallback(
    (eager: PollRequest['eager']) => {
      const query = snapshotQuery(engine, intervalMs, { eager })
      void client
        .cancelQueries({ queryKey: query.queryKey })
        .then(() => client.prefetchQuery({ ...query, staleTime: 0 }))
    },
    [client, engine, intervalMs],
  )
  const refresh = useCallback(() => ask('always'), [ask])
  const catchUp = useCallback(() => ask('unless silenced'), [ask])
  const togglePause = useCallback(() => {
    setPaused(!paused)
    if (paused) catchUp()
    else if (snapshotOf(client)) void client.cancelQueries({ queryKey: snapshotQuery(engine, intervalMs).queryKey })
  }, [paused, catchUp, client, engine, intervalMs])
  return { refresh, catchUp, togglePause }
}
