import { describe, expect, test } from 'vitest'
import { newRoomSurvival, noteRoomOver, survivalCurves } from '../src/fleet/roomSurvival.ts'
import { judge } from './judge.ts'
import type { DrainStory, Said } from './playDay.ts'

const T = Date.UTC(2026, 9, 20)
const MIN = 60_000

const survival = newRoomSurvival()
for (let n = 1; n <= 1000; n++) noteRoomOver(survival, 'all', { joinedAge: 0, age: (n * MIN) / 10 }, true, 0)
const oracle = survivalCurves(survival, new Map(), 0).all

/** Polls a minute apart; the room is gone at the last of them. */
function story(minutes: number, over: Partial<Said> = {}, sick = false): DrainStory {
  const said = Array.from({ length: minutes + 1 }, (_, n): Said => ({
    at: T + n * MIN,
    verdict: 'moving',
    empties: { earliest: T + 5 * MIN, latest: T + 80 * MIN },
    oldestOlderThan: 0.5,
    ages: n < minutes ? [n * MIN] : [],
    ...over,
  }))
  return { processId: 'p', said, emptyAt: T + minutes * MIN, sick }
}

describe('a drain is judged half-way', () => {
  test.each<[title: string, story: DrainStory, held: number, of: number]>([
    ['within the range', story(40), 1, 1],
    ['after it', story(100), 0, 1],
    ['before it', story(40, { empties: { earliest: T + 70 * MIN, latest: T + 80 * MIN } }), 0, 1],
    ['no end named', story(100, { empties: { earliest: T + 5 * MIN, latest: null } }), 1, 1],
    ['no estimate', story(40, { empties: { none: 'why' } }), 0, 0],
    ['not over', { ...story(40), emptyAt: null }, 0, 0],
    ['not moving', story(40, { verdict: 'overdue' }), 0, 0],
  ])('%s', (_title, one, held, of) => {
    expect(judge([one], oracle).rangeHolds).toEqual({ held, of })
  })

  test('and its width by that of one who knows', () => {
    // A room of 20 min among lengths up to 100: 10 % to 90 % of what is left, 8 to 72 min.
    const wide = judge([story(40, { empties: { earliest: T + 20 * MIN, latest: T + 148 * MIN } })], oracle)
    expect(wide.widthRatio).toBeGreaterThan(1.8)
    expect(wide.widthRatio).toBeLessThan(2.1)
  })
})

test('silence: healthy drains called stalled, sick ones found', () => {
  expect(judge([story(40), story(40, { verdict: 'stalled' })], oracle).stalledWrongly).toEqual({ held: 1, of: 2 })
  const sick = (over: Partial<Said>) => judge([story(130, over, true)], oracle).sickFound
  expect(sick({})).toEqual({ held: 0, of: 1 })
  expect(sick({ verdict: 'stalled' })).toEqual({ held: 1, of: 1 })
  expect(sick({ verdict: 'abandoned' })).toEqual({ held: 1, of: 1 })
  expect(sick({ verdict: 'overdue', oldestOlderThan: 0.99 })).toEqual({ held: 1, of: 1 })
  expect(sick({ verdict: 'overdue', oldestOlderThan: 0.9 })).toEqual({ held: 0, of: 1 })
  // Over before anything could be said.
  expect(judge([story(20, {}, true)], oracle).sickFound).toEqual({ held: 0, of: 0 })
})

test('empty while a room is there is early', () => {
  expect(judge([story(40, { verdict: 'empty' })], oracle).emptyEarly).toBe(1)
  expect(judge([story(40)], oracle).emptyEarly).toBe(0)
})
