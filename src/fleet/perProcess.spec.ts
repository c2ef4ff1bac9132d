import { expect, test } from 'vitest'
import { facts, T } from '../select/rowsForSpecs.ts'
import { billedMs, perConnection } from './perProcess.ts'

const HOUR = 3_600_000

test.each<[title: string, rate: number | undefined, connections: number | undefined, bytes: number]>([
  ['five connections', 1000, 5, 200],
  ['under five', 1000, 4, Number.NaN],
  ['no rate known', Number.NaN, 50, Number.NaN],
  ['no such row', undefined, undefined, Number.NaN],
])('bytes per connection: %s', (_title, rate, connections, bytes) => {
  expect(perConnection(rate, connections)).toBe(bytes)
})

test.each<[title: string, of: ReturnType<typeof facts> | null, ms: number]>([
  ['runs', facts({ processId: 'a', startedAt: T - HOUR }), HOUR],
  ['was told to stop', facts({ processId: 'a', startedAt: T - 2 * HOUR, stoppingAt: T - HOUR }), HOUR],
  ['has not started', facts({ processId: 'a', startedAt: null }), Number.NaN],
  ['no such row', null, Number.NaN],
])('billed: %s', (_title, of, ms) => {
  expect(billedMs(of, T)).toBe(ms)
})
