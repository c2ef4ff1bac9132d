import { isFeedFailure } from '../fleet/eventWords.ts'
import {
  connectionsFell,
  connectionSurge,
  roomStartsStopped,
  startsBefore,
  type Judged,
} from '../fleet/alertReadings.ts'
import { advanceAlerts, newAlertState } from '../fleet/alertState.ts'
import { newSlotFlow, noteSlots, type SlotFlow } from '../fleet/slotFlow.ts'
import { fleetSeries } from '../history/fleetSeries.ts'
import { medianOf } from '../history/median.ts'
import { normalBand } from '../history/normalBand.ts'
import { ALERT_RULES, type AlertPreview, type AlertReading, type AlertRule } from '../types/alerts.ts'
import type { Series, SummedMetric } from '../types/series.ts'
import type { EngineState } from './state.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const OVER_MS = 6 * HOUR
/** History is judged in steps of so long. */
const STEP_MS = 20_000
const POINTS = 2200
/** Feed failures shorter than this are not blind. */
const BLIND_MS = 15_000

function keptSeries(state: EngineState, metric: SummedMetric, by: 'total' | 'region'): Series {
  return fleetSeries(state.history, {
    metric,
    by,
    regions: [],
    deployments: [],
    rangeMs: OVER_MS,
    points: POINTS,
  })
}

/** A line as a function of time: the newest value at it, NaN where there is none of a minute. */
function reader({ times, lines }: Series, key: string): (at: number) => number {
  const values = lines.find((line) => line.key === key)?.values ?? []
  let index = 0
  return (at) => {
    // Times are asked for in order, some minutes back at most.
    while (index > 0 && (times[index] ?? 0) > at) index -= 1
    while (index + 1 < times.length && (times[index + 1] ?? Number.POSITIVE_INFINITY) <= at) index += 1
    return at - (times[index] ?? 0) > MINUTE || (times[index] ?? 0) > at ? Number.NaN : (values[index] ?? Number.NaN)
  }
}

function medianBetween(read: (at: number) => number, from: number, to: number): number {
  const values: number[] = []
  for (let at = from; at <= to; at += STEP_MS) {
    const value = read(at)
    if (!Number.isNaN(value)) values.push(value)
  }
  return values.length < 5 ? Number.NaN : medianOf(values)
}

function mostBetween(read: (at: number) => number, from: number, to: number): number {
  let most = Number.NaN
  for (let at = from; at <= to; at += MINUTE) {
    const value = read(at)
    if (!Number.isNaN(value) && !(value <= most)) most = value
  }
  return most
}

type Judge = (at: number) => Judged

interface Kept {
  connections: Series
  rooms: Series
  starts: ReadonlyMap<string, SlotFlow>
}

const keptOf = (state: EngineState, by: 'total' | 'region'): Kept => ({
  connections: keptSeries(state, 'connections', by),
  rooms: keptSeries(state, 'rooms', by),
  starts: flowsOf(keptSeries(state, 'roomStarts', by)),
})

/** What was normal at a time, null where there is none; it is made of quarters of an hour. */
function normals(state: EngineState, region: string | null): (at: number) => { low: number; high: number } | null {
  const byQuarter = new Map<number, { low: number; high: number } | null>()
  return (at) => {
    const quarter = Math.floor(at / (15 * MINUTE))
    const known = byQuarter.get(quarter)
    if (known !== undefined) return known
    const band = normalBand(state.history, { region, metric: 'connections', at })
    const normal = band.kind === 'week' ? { low: band.low, high: band.high } : null
    byQuarter.set(quarter, normal)
    return normal
  }
}

/** When a rule would have fired, judged step by step as it is live. */
function fired(rule: AlertRule, judges: ReadonlyMap<string | null, Judge>, from: number, to: number): number[] {
  const state = newAlertState()
  const times: number[] = []
  for (let at = from; at <= to; at += STEP_MS) {
    const readings = [...judges].map(([region, judge]): AlertReading => ({
      rule,
      region,
      deploymentId: null,
      link: { to: 'alerts' },
      ...judge(at),
    }))
    for (const { kind } of advanceAlerts(state, readings, at)) if (kind === 'on') times.push(at)
  }
  return times
}

/** Room starts a minute as they are kept, as the minutes that the rule looks at. */
function flowsOf(starts: Series): Map<string, SlotFlow> {
  return new Map(
    starts.lines.map(({ key, values }) => {
      const flow = newSlotFlow()
      for (const [at, time] of starts.times.entries()) {
        const before = starts.times[at - 1]
        const value = values[at] ?? Number.NaN
        if (before === undefined || Number.isNaN(value) || time - before > 2 * MINUTE) continue
        const coveredMs = time - before
        noteSlots(flow, time, { coveredMs, starts: (value * coveredMs) / MINUTE, ends: 0 }, Number.POSITIVE_INFINITY)
      }
      return [key, flow]
    }),
  )
}

/** How often each rule would have fired of late, as far as what is kept can say. */
export function alertPreviews(state: EngineState): AlertPreview[] {
  const to = state.feedTime
  const [whole, regions] = [keptOf(state, 'total'), keptOf(state, 'region')]
  const from = Math.max(to - OVER_MS, whole.connections.since ?? to)
  const overMs = to - from
  /** A judge of the whole, and one of each region. */
  const each = (make: (region: string | null, key: string, kept: Kept) => Judge): Map<string | null, Judge> =>
    new Map([
      [null, make(null, 'total', whole)],
      ...regions.connections.lines.map(({ key }) => [key, make(key, key, regions)] as const),
    ])

  const fell = each((region, key, { connections }) => {
    const read = reader(connections, key)
    const normalAt = normals(state, region)
    return (at) => {
      const before = medianBetween(read, at - 10 * MINUTE, at - 5 * MINUTE)
      return connectionsFell({ region, now: read(at), before, normal: normalAt(at) })
    }
  })
  const surge = each((region, key, { connections, rooms }) => {
    const [read, readRooms, normalAt] = [reader(connections, key), reader(rooms, key), normals(state, region)]
    const ago = (of: (at: number) => number, at: number): number => medianBetween(of, at - 6 * MINUTE, at - 4 * MINUTE)
    return (at) =>
      connectionSurge({
        region,
        now: read(at),
        before: ago(read, at),
        normal: normalAt(at),
        most: mostBetween(read, at - 30 * MINUTE, at - 6 * MINUTE),
        roomsNow: readRooms(at),
        roomsBefore: ago(readRooms, at),
      })
  })
  const stopped = each((region, key, { starts }) => {
    const flow = starts.get(key) ?? newSlotFlow()
    return (at) => roomStartsStopped(flow, region, at, startsBefore(flow, at))
  })

  const within = (at: number): boolean => at >= from && at <= to
  const known: Partial<Record<AlertRule, number[]>> = {
    'connections fell': fired('connections fell', fell, from, to),
    'connection surge': fired('connection surge', surge, from, to),
    'room starts stopped': fired('room starts stopped', stopped, from, to),
    'feed blind': state.events.flatMap((event) =>
      isFeedFailure(event) && event.kind === 'feed gap' && event.at - event.from >= BLIND_MS && within(event.at)
        ? [event.from]
        : [],
    ),
    'lost with connections': firstOfEach(
      state.events.flatMap((event) =>
        event.kind === 'process ended' && event.lost && within(event.at) ? [event.at] : [],
      ),
    ),
  }
  return ALERT_RULES.map((rule) => {
    const times = known[rule]
    return { rule, fired: times === undefined ? null : { times, overMs } }
  })
}

/** Losses within ten minutes of the one before are told as one. */
function firstOfEach(times: readonly number[]): number[] {
  let last = Number.NEGATIVE_INFINITY
  return times
    .toSorted((a, b) => a - b)
    .filter((at) => {
      const isFirst = at - last > 10 * MINUTE
      last = at
      return isFirst
    })
}
