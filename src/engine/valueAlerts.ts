import {
  areStartsGone,
  connectionsFell,
  connectionSurge,
  roomStartsStopped,
  startsBefore,
  type Judged,
} from '../fleet/alertReadings.ts'
import { alertKey } from '../fleet/alertState.ts'
import { sumFlows, type SlotFlow } from '../fleet/slotFlow.ts'
import { fleetSeries } from '../history/fleetSeries.ts'
import { medianOf } from '../history/median.ts'
import { normalBand } from '../history/normalBand.ts'
import type { AlertReading } from '../types/alerts.ts'
import type { Series, SummedMetric } from '../types/series.ts'
import type { EngineState } from './state.ts'
import { about, fleetLink, type About, type AlertWatch } from './alertWatch.ts'

// What rules say of figures over time.

const MINUTE = 60_000
/** What may have changed for good is compared with what was before for so long, and is usual then. */
const HOLD_MS = 60 * MINUTE

interface Held {
  of: About
  /** What it would be compared with now. */
  fresh: number
  now: number
  /** Whether it cannot be a change for good, given what was before. */
  lasts: (before: number) => boolean
}

/** Judges against what was there before it began, for an hour or as long as it goes on: or what fell would soon be usual. */
function judgeHeld(
  { held }: AlertWatch,
  { of, fresh, now, lasts }: Held,
  judge: (before: number) => Judged,
): AlertReading {
  const key = alertKey(of)
  const known = held.get(key)
  const holds = known !== undefined && (now - known.at < HOLD_MS || lasts(known.value))
  const before = holds ? known.value : fresh
  const judged = judge(before)
  if (judged.level === 'on' && before !== known?.value) held.set(key, { value: before, at: now })
  if (judged.level === 'off') held.delete(key)
  return { ...of, ...judged }
}

function lateSeries(state: EngineState, metric: SummedMetric, by: 'total' | 'region'): Series {
  return fleetSeries(state.history, {
    metric,
    by,
    regions: [],
    deployments: [],
    rangeMs: 30 * MINUTE,
    points: 2000,
  })
}

const LEAST_SAMPLES = 5

/** The median of a line between two times ago, NaN for too few. */
function medianAgo({ times, to }: Series, values: readonly number[], fromMs: number, toMs: number): number {
  const some = values.filter((value, at) => {
    const ago = to - (times[at] ?? 0)
    return ago <= fromMs && ago >= toMs && !Number.isNaN(value)
  })
  return some.length < LEAST_SAMPLES ? Number.NaN : medianOf(some)
}

/** The most of a line more than so long ago; NaN for none. */
function mostAgo({ times, to }: Series, values: readonly number[], ms: number): number {
  let most = Number.NaN
  for (const [at, value] of values.entries()) {
    if (to - (times[at] ?? 0) >= ms && !Number.isNaN(value) && !(value <= most)) most = value
  }
  return most
}

/** Connections that fell or surged, of the whole and of every region. */
export function connectionReadings(state: EngineState, watch: AlertWatch): AlertReading[] {
  const now = state.feedTime
  // Of a region that only lost ones stand for, nothing is listed.
  const listed = new Set(state.regions.flatMap(({ key, processes, held }) => (processes + held > 0 ? [key] : [])))
  return (['total', 'region'] as const).flatMap((by) => {
    const connections = lateSeries(state, 'connections', by)
    const rooms = new Map(lateSeries(state, 'rooms', by).lines.map(({ key, values }) => [key, values]))
    return connections.lines.flatMap(({ key, values }) => {
      const region = by === 'total' ? null : key
      // A region that has no process any more has no row to be counted, and nobody on.
      const current = region === null || listed.has(region) ? (values.at(-1) ?? Number.NaN) : 0
      const band = normalBand(state.history, { region, metric: 'connections', at: now })
      const normal = band.kind === 'week' ? band : null
      const link = fleetLink(region)
      const ofRooms = rooms.get(key) ?? []
      const fell = judgeHeld(
        watch,
        {
          of: about('connections fell', link, region),
          fresh: medianAgo(connections, values, 10 * MINUTE, 5 * MINUTE),
          now,
          lasts: () => normal !== null,
        },
        (before) => connectionsFell({ region, now: current, before, normal }),
      )
      const surge = connectionSurge({
        region,
        now: current,
        before: medianAgo(connections, values, 6 * MINUTE, 4 * MINUTE),
        normal,
        most: mostAgo(connections, values, 6 * MINUTE),
        roomsNow: ofRooms.at(-1) ?? Number.NaN,
        roomsBefore: medianAgo(connections, ofRooms, 6 * MINUTE, 4 * MINUTE),
      })
      return [fell, { ...about('connection surge', link, region), ...surge }]
    })
  })
}

const OFF = { level: 'off' } as const

/** Whether any process there takes rooms, or did when it was read last. */
const runsIn = ({ regions }: EngineState, region: string | null): boolean =>
  regions.some(({ key, lifecycle, held }) => (region === null || key === region) && lifecycle.running + held > 0)

export function startReadings(state: EngineState, watch: AlertWatch): AlertReading[] {
  const now = state.feedTime
  const all: [string | null, SlotFlow][] = [[null, sumFlows([...state.slotFlow.values()])], ...state.slotFlow]
  return all.map(([region, flow]) =>
    judgeHeld(
      watch,
      {
        of: about('room starts stopped', fleetLink(region), region),
        fresh: startsBefore(flow, now),
        now,
        lasts: (before) => areStartsGone(flow, now, before),
      },
      // Where nothing runs, none can start.
      (before) => ({ ...roomStartsStopped(flow, region, now, before), ...(runsIn(state, region) ? {} : OFF) }),
    ),
  )
}
