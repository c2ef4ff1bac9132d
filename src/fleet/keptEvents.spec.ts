import { describe, expect, test } from 'vitest'
import type { FleetEvent } from '../types/fleet.ts'
import { keptEvents, MOST_EVENTS, othersSince } from './keptEvents.ts'

const T = Date.UTC(2026, 2, 2, 12)
const process = { processId: 'p', region: 'Tokyo', deploymentId: '417' }
const ended = (id: number, lost: boolean): FleetEvent => ({
  ...process,
  id,
  at: T + id * 1000,
  kind: 'process ended',
  ending: 'died',
  lost,
  connections: 3,
  wasDraining: false,
  reason: 'died',
})
const gap = (id: number): FleetEvent => ({ id, at: T + id * 1000, kind: 'feed gap', from: T, reason: 'why' })
const drain = (id: number): FleetEvent => ({
  ...process,
  id,
  at: T + id * 1000,
  kind: 'drain seen',
  rooms: 1,
  connections: 1,
})
const many = (n: number, from: number, event: (id: number) => FleetEvent): FleetEvent[] =>
  Array.from({ length: n }, (_, at) => event(from + at))

const burst = (id: number): FleetEvent => ({
  id,
  at: T + id * 1000,
  kind: 'counter reset burst',
  processes: 9,
  region: null,
  deploymentId: null,
})

describe('events that are kept', () => {
  test('counters that begin anew with every poll drive out no loss and no gap', () => {
    const lasting = [ended(1, true), gap(2)]
    const kept = keptEvents([...lasting, ...many(2 * MOST_EVENTS, 3, burst)])
    expect(kept.slice(0, 2)).toEqual(lasting)
    expect(kept).toHaveLength(MOST_EVENTS + 2)
  })

  test('all, while they are few', () => {
    const few = [ended(1, true), ...many(MOST_EVENTS, 2, drain)]
    expect(keptEvents(few)).toBe(few)
  })

  test('one that was lost outlasts thousands of ordinary ones', () => {
    const kept = keptEvents([ended(1, true), gap(2), ...many(2 * MOST_EVENTS, 3, drain), ended(9000, false)])
    expect(kept.slice(0, 2).map(({ id }) => id)).toEqual([1, 2])
    expect(kept).toHaveLength(MOST_EVENTS + 2)
    expect(kept.at(-1)?.id).toBe(9000)
    expect(kept[2]?.id).toBe(3 + MOST_EVENTS + 1)
  })

  test('of the lasting ones the newest, too', () => {
    const kept = keptEvents([...many(MOST_EVENTS + 5, 1, gap), drain(9000)])
    expect(kept).toHaveLength(MOST_EVENTS + 1)
    expect(kept[0]?.id).toBe(6)
  })

  test.each<[title: string, lost: boolean]>([
    ['ordinary', false],
    ['lost', true],
  ])('what is told late of long ago goes before what is younger: %s', (_title, lost) => {
    const late = { ...ended(9000, lost), at: T }
    const events = [...many(MOST_EVENTS, 1, (id) => ended(id, lost)), late, ended(9001, lost)]
    const kept = keptEvents(events)
    expect(kept.map(({ id }) => id)).toEqual([...many(MOST_EVENTS - 1, 2, drain).map(({ id }) => id), 9001])
    expect(keptEvents(kept)).toBe(kept)
  })

  test('of two at one time the one that was told first goes', () => {
    const kept = keptEvents(many(MOST_EVENTS + 1, 1, (id) => ({ ...drain(id), at: T })))
    expect(kept[0]?.id).toBe(2)
  })
})

test('from when on the ordinary ones are all there', () => {
  expect(othersSince([ended(1, true), drain(2)])).toBeNull()
  expect(othersSince([ended(1, true), ...many(MOST_EVENTS, 7, drain)])).toBe(T + 7000)
  const [first, ...rest] = many(MOST_EVENTS + 1, 7, drain)
  const late = { ...(first ?? expect.unreachable()), id: 9000 }
  expect(othersSince(keptEvents([...rest, late]))).toBe(T + 8000)
})
