import { describe, expect, test } from 'vitest'
import type { RegionCapacity } from '../types/capacity.ts'
import {
  badEnds,
  connectionsFell,
  connectionSurge,
  countersStale,
  egressUnusual,
  feedBlind,
  noOpenSlots,
  openSlotsLow,
  roomStartsStopped,
  rowsRejected,
  startingOverdue,
  startsBefore,
  type Judged,
} from './alertReadings.ts'
import { newSlotFlow, noteSlots } from './slotFlow.ts'

const MIN = 60_000
const NOW = Date.UTC(2026, 4, 4, 20)
const normal = { low: 900, high: 1300 }

const region = (over: Partial<RegionCapacity>): RegionCapacity => ({
  region: 'Tokyo',
  running: 10,
  starting: 0,
  openSlots: 30,
  coming: 0,
  closed: 0,
  rates: { starts: 6, ends: 2, minutes: 15, net: 4, doubt: 8 / 15, dispersion: 1, chance: 8, turnover: 0 },
  runOut: 'not filling',
  reorderPoint: 15,
  startTimes: null,
  borrowed: false,
  slowStarts: 0,
  scheduling: 0,
  schedulingMs: 0,
  suspended: 0,
  idle: 0,
  reapedIn: null,
  atLeast: false,
  ...over,
})

/** Minutes of room starts, the last of them the one that runs. */
function flow(counts: readonly number[]) {
  const made = newSlotFlow()
  counts.forEach((starts, at) =>
    noteSlots(made, NOW - (counts.length - 1 - at) * MIN, { coveredMs: MIN, starts, ends: 0 }),
  )
  return made
}
const stopped = (counts: readonly number[], where: string | null = null) => {
  const made = flow(counts)
  return roomStartsStopped(made, where, NOW, startsBefore(made, NOW))
}
const times = (n: number, value: number): number[] => Array.from({ length: n }, () => value)

const fell = (now: number, before: number, band: typeof normal | null, where: string | null = null) =>
  connectionsFell({ region: where, now, before, normal: band })
const surge = (over: Partial<Parameters<typeof connectionSurge>[0]>) =>
  connectionSurge({
    region: null,
    now: 900,
    before: 500,
    normal: null,
    most: 600,
    roomsNow: 50,
    roomsBefore: 50,
    ...over,
  })
const ends = (over: Partial<Parameters<typeof badEnds>[0]>) =>
  badEnds({ lately: 3, day: 0, dayMs: 24 * 60 * MIN, only: null, what: 'died', common: '', ...over })

describe('what the rules say', () => {
  test.each<[name: string, judged: Judged, level: Judged['level'], severity: Judged['severity']]>([
    ['connections far under normal', fell(700, 1200, normal), 'on', 'page'],
    ['a fall that is within normal', fell(900, 1300, normal), 'off', 'page'],
    ['a fall of under a fifth', fell(850, 1040, normal), 'near', 'page'],
    ['a fall without a normal, of the whole', fell(700, 1200, null), 'on', 'warn'],
    ['a fall without a normal, of a region', fell(700, 1200, null, 'Tokyo'), 'off', 'warn'],
    ['a fall of few', fell(10, 59, null), 'near', 'warn'],
    ['a fall that nobody can measure', fell(700, Number.NaN, null), 'unknown', 'warn'],

    ['a surge', surge({}), 'on', 'warn'],
    ['a surge with rooms', surge({ roomsNow: 90 }), 'off', 'warn'],
    ['what comes back', surge({ most: 950 }), 'off', 'warn'],
    ['a surge within normal', surge({ normal }), 'off', 'warn'],

    ['room starts as ever', stopped([...times(15, 10), ...times(4, 10)]), 'off', 'page'],
    ['room starts gone', stopped([...times(15, 10), ...times(4, 0)]), 'on', 'page'],
    ['room starts down to a trickle', stopped([...times(15, 10), 1, 1, 1, 0]), 'on', 'page'],
    ['room starts halved', stopped([...times(15, 10), ...times(4, 5)]), 'off', 'page'],
    ['a rush of room starts that is over', stopped([...times(15, 43), ...times(4, 27)]), 'off', 'page'],
    ['many room starts down to two in five', stopped([...times(15, 43), ...times(4, 17)]), 'on', 'page'],
    ['few room starts gone, by chance', stopped([...times(15, 1), ...times(4, 0)]), 'near', 'page'],
    ['room starts of a region, few for chance', stopped([...times(15, 4), 1, 1, 1, 0], 'Tokyo'), 'near', 'page'],
    [
      'room starts by the dozen, none for a while',
      stopped([...[0, 0, 0, 0, 36], ...times(10, 0), 36, 0, 0, 0]),
      'off',
      'page',
    ],
    ['room starts watched for too short a time', stopped([...times(4, 10), ...times(4, 0)]), 'unknown', 'page'],

    ['no slot, wanted', noOpenSlots(region({ openSlots: 0 })), 'on', 'page'],
    ['no slot, not wanted', noOpenSlots(region({ openSlots: 0, rates: null })), 'near', 'page'],
    ['slots', noOpenSlots(region({})), 'off', 'page'],
    ['no slot where nothing runs', noOpenSlots(region({ openSlots: 0, running: 0 })), 'off', 'page'],
    ['few slots where nothing runs', openSlotsLow(region({ openSlots: 0, running: 0 })), 'off', 'warn'],
    ['few slots', openSlotsLow(region({ openSlots: 9 })), 'on', 'warn'],
    ['few slots, help is coming', openSlotsLow(region({ openSlots: 9, coming: 20 })), 'off', 'warn'],
    ['just enough slots', openSlotsLow(region({ openSlots: 16 })), 'near', 'warn'],
    ['slots against nothing known', openSlotsLow(region({ reorderPoint: null })), 'unknown', 'warn'],
    ['one slow start', startingOverdue(region({ slowStarts: 1 }), 1), 'on', 'warn'],
    ['five slow starts', startingOverdue(region({ slowStarts: 5 }), 40), 'on', 'page'],
    ['half of the starts slow', startingOverdue(region({ slowStarts: 2 }), 4), 'on', 'page'],

    ['three deaths', ends({}), 'on', 'warn'],
    ['three deaths of one build', ends({ only: '418' }), 'on', 'page'],
    ['two deaths', ends({ lately: 2 }), 'near', 'warn'],
    ['as many as all day', ends({ day: 300 }), 'off', 'warn'],

    ['egress halved', egressUnusual('417', 500, { median: 1000, deviation: 20 }, 400), 'on', 'warn'],
    ['egress that varies that much', egressUnusual('417', 500, { median: 1000, deviation: 200 }, 400), 'off', 'warn'],
    [
      'no egress of a source that counts none',
      egressUnusual('417', 0, { median: 0, deviation: 0 }, 400),
      'off',
      'warn',
    ],
    ['egress of few', egressUnusual('417', 100, { median: 1000, deviation: 20 }, 150), 'off', 'warn'],
    ['stale counters', countersStale(0.06), 'on', 'warn'],
    ['counters that say nothing of age', countersStale(Number.NaN), 'off', 'warn'],
    ['some rows rejected', rowsRejected(1, 5000), 'on', 'information'],
    ['many rows rejected', rowsRejected(100, 5000), 'on', 'warn'],
    ['a feed silent for 20 s', feedBlind(20_000, 'timed out', false), 'on', 'warn'],
    ['a feed silent for a minute', feedBlind(60_000, 'timed out', false), 'on', 'page'],
    ['our own server silent for an hour', feedBlind(3_600_000, 'no answer', true), 'on', 'warn'],
    ['a feed that answers', feedBlind(0, null, false), 'off', 'warn'],
  ])('%s', (_, judged, level, severity) => {
    expect([judged.level, judged.severity]).toEqual([level, severity])
  })
})
