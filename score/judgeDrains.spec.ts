import { describe, expect, test } from 'vitest'
import { newRoomSurvival, noteRoomOver } from '../src/fleet/roomSurvival.ts'
import { survivalCurves } from '../src/fleet/survivalCurves.ts'
import type { DrainStory, Said } from './drainStories.ts'
import { judgeDrains } from './judgeDrains.ts'

const T = Date.UTC(2026, 9, 20)
const MIN = 60_000

const survival = newRoomSurvival()
for (let n = 1; n <= 1000; n++) noteRoomOver(survival, 'all', { joinedAge: 0, age: (n * MIN) / 10 }, true, 0)
const oracle = survivalCurves(survival, new Map(), 0).all
const judge = (...stories: DrainStory[]) => judgeDrains(stories, oracle)

/** Polls a minute apart; the room is gone at the last of them. */
function story(
  minutes: number,
  over: Partial<Said> | ((minute: number) => Partial<Said>) = {},
  sick = false,
): DrainStory {
  const said = Array.from({ length: minutes + 1 }, (_, n): Said => ({
    at: T + n * MIN,
    verdict: 'moving',
    empties: { earliest: T + 5 * MIN, latest: T + 80 * MIN },
    oldestOlderThan: 0.5,
    ages: n < minutes ? [n * MIN] : [],
    connections: n < minutes ? 9 : 0,
    shownEmpty: false,
    ...(typeof over === 'function' ? over(n) : over),
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
    expect(judge(one).shares.rangeHolds).toEqual({ held, of })
  })

  test('and its width by that of one who knows', () => {
    // A room of 20 min among lengths up to 100: 10 % to 90 % of what is left, 8 to 72 min.
    const [width = 0] = judge(story(40, { empties: { earliest: T + 20 * MIN, latest: T + 148 * MIN } })).samples.width
    expect(width).toBeGreaterThan(1.8)
    expect(width).toBeLessThan(2.1)
  })
})

describe('silence', () => {
  test('healthy drains called stalled, sick ones found', () => {
    expect(judge(story(40), story(40, { verdict: 'stalled' })).shares.stalledWrongly).toEqual({ held: 1, of: 2 })
    const sick = (over: Partial<Said>) => judge(story(130, over, true)).shares.sickFound
    expect(sick({})).toEqual({ held: 0, of: 1 })
    expect(sick({ verdict: 'stalled' })).toEqual({ held: 1, of: 1 })
    expect(sick({ verdict: 'abandoned' })).toEqual({ held: 1, of: 1 })
    expect(sick({ verdict: 'overdue', oldestOlderThan: 0.99 })).toEqual({ held: 1, of: 1 })
    expect(sick({ verdict: 'overdue', oldestOlderThan: 0.9 })).toEqual({ held: 0, of: 1 })
    // Over before anything could be said.
    expect(judge(story(20, {}, true)).shares.sickFound).toEqual({ held: 0, of: 0 })
    const gone = (minute: number): Partial<Said> => (minute < 110 ? {} : { ages: [] })
    expect(judge(story(180, gone, true)).shares.sickFound).toEqual({ held: 0, of: 0 })
  })

  test('how much later than one who knows it is called stalled', () => {
    // Of lengths up to 100 min, one in fifty lasts beyond 98.
    const late = (minute: number): Partial<Said> => (minute === 147 ? { verdict: 'stalled' } : {})
    const [delay = 0] = judge(story(200, late, true)).samples.stalledDelay
    expect(delay).toBeCloseTo(1.5, 1)
    const early = (minute: number): Partial<Said> => (minute === 50 ? { verdict: 'stalled' } : {})
    expect(judge(story(200, early, true)).samples.stalledDelay).toEqual([1])
  })
})

test('empty while a room is there is early', () => {
  expect(judge(story(40, { verdict: 'empty' })).shares.notEmptyEarly).toEqual({ held: 0, of: 1 })
  expect(judge(story(40)).shares.notEmptyEarly).toEqual({ held: 1, of: 1 })
})

describe('an end that the feed shows', () => {
  const ends = (verdictAt: number | null, last = 48) =>
    judge(
      story(last, (minute) => ({
        shownEmpty: minute >= 40,
        ages: minute < 40 ? [MIN] : [],
        verdict: verdictAt !== null && minute >= verdictAt ? 'empty' : 'moving',
      })),
    ).shares.emptyInTime

  test.each<[title: string, verdictAt: number | null, held: number]>([
    ['at once', 40, 1],
    ['two polls later', 42, 1],
    ['three polls later', 43, 0],
    ['never', null, 0],
  ])('said %s', (_title, verdictAt, held) => expect(ends(verdictAt)).toEqual({ held, of: 1 }))

  test('is not asked of a process that was gone before', () => {
    expect(ends(null, 41)).toEqual({ held: 0, of: 0 })
  })
})

describe('rooms that nobody is on', () => {
  const deserted = (from: number, until: number, verdict: (minute: number) => Said['verdict']) =>
    judge(
      story(60, (minute) => ({
        ages: [MIN],
        connections: minute >= from && minute < until ? 0 : 7,
        verdict: verdict(minute),
      })),
    ).shares

  test('are found when they lasted', () => {
    const found = deserted(10, 30, (minute) => (minute >= 20 && minute < 30 ? 'abandoned' : 'moving'))
    expect([found.abandonedFound, found.abandonedWrongly]).toEqual([
      { held: 1, of: 1 },
      { held: 0, of: 1 },
    ])
    expect(deserted(10, 30, () => 'moving').abandonedFound).toEqual({ held: 0, of: 1 })
    expect(deserted(10, 20, () => 'moving').abandonedFound).toEqual({ held: 0, of: 0 })
  })

  test('and wrongly said when somebody was on', () => {
    expect(deserted(60, 60, (minute) => (minute === 30 ? 'abandoned' : 'moving')).abandonedWrongly).toEqual({
      held: 1,
      of: 1,
    })
    expect(deserted(10, 30, (minute) => (minute === 45 ? 'abandoned' : 'moving')).abandonedWrongly.held).toBe(1)
  })

  test('connections without a room linger', () => {
    const { lingeringFound, abandonedFound } = judge(
      story(60, (minute) => ({ ages: [], connections: 2, verdict: minute > 5 ? 'lingering' : 'moving' })),
    ).shares
    expect([lingeringFound, abandonedFound]).toEqual([
      { held: 1, of: 1 },
      { held: 0, of: 0 },
    ])
  })
})
