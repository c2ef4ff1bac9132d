import { expect, test } from 'vitest'
import { EARLIER_COLUMNS, type StoredBlock } from '../types/storedHistory.ts'
import { checkOf, fromRecord, toRecord } from './blockRecord.ts'
import { newFleetHistory, resume, tiersOf, type FleetHistory } from './fleetHistory.ts'
import { fleetSeries } from './fleetSeries.ts'
import { reportFigures } from './reportFigures.ts'
import { WHOLE_KEY } from './rowMetrics.ts'
import { add, group, HOUR, MINUTE, T } from './testSamples.ts'
import { SHAPES } from './tier.ts'

/** The record as an earlier format had it: without the columns that came after. */
function asBefore(record: StoredBlock, format: 1 | 2): StoredBlock {
  const places = record.times.length
  const narrow = <A extends Uint16Array | Float32Array | Float64Array>(values: A): A =>
    values.filter((_, at) => Math.floor(at / places) % SHAPES[record.tier].columns < EARLIER_COLUMNS[format]) as A
  const { n, min, max, sum } = record.buckets
  const buckets = { n: narrow(n), min: narrow(min), max: narrow(max), sum: narrow(sum) }
  const before = { ...record, format, buckets }
  return { ...before, check: checkOf(before) }
}

const ask = (history: FleetHistory, metric: 'connections' | 'openSlots' | 'roomLength', rangeMs = HOUR) =>
  fleetSeries(history, { metric, by: 'region', regions: [], deployments: [], rangeMs, points: 5000 })

test.each([
  [1, HOUR],
  [1, 6 * HOUR],
  [2, HOUR],
] as const)('blocks of format %i are read on, and lack only what it did not keep', (format, rangeMs) => {
  const before = newFleetHistory()
  for (let at = T; at < T + 5 * HOUR; at += MINUTE / 4) add(before, at, [group('Tokyo', at % 97), group('London', 7)])
  const after = newFleetHistory()
  tiersOf(before).forEach((tier, at) => {
    for (const block of tier.blocks) {
      const read = fromRecord(asBefore(toRecord(tier.name, block), format))
      if (read) tiersOf(after)[at]?.blocks.push(read)
    }
  })
  resume(after)
  for (const metric of ['connections', 'openSlots'] as const) {
    expect(ask(after, metric, rangeMs)).toEqual(ask(before, metric, rangeMs))
  }
  const lengths = format === 1 ? Number.NaN : 600_000
  expect(ask(after, 'roomLength', rangeMs).lines[0]?.values.every((value) => Object.is(value, lengths))).toBe(true)
  expect(reportFigures(after.minutes, WHOLE_KEY, T, T + HOUR).idleHours).toBeNaN()
  expect(reportFigures(before.minutes, WHOLE_KEY, T, T + HOUR).idleHours).toBe(0)
  expect(ask(before, 'roomLength', rangeMs).lines[0]?.values.every((value) => value === 600_000)).toBe(true)
})

test('a format that promises more columns than it has is not read', () => {
  const history = newFleetHistory()
  add(history, T, [group('Tokyo')])
  const { raw } = history
  const record = raw.blocks[0] && toRecord('raw', raw.blocks[0])
  expect(fromRecord(record)).not.toBeNull()
  expect(fromRecord({ ...record, format: 1 })).toBeNull()
})
