import { describe, expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import type { TextUpdate } from '../types/engine.ts'
import { row, rows, TestFeed } from './testFeed.ts'

/** Follows from now on; what was sent since the last look. */
function follow(feed: TestFeed) {
  const updates: TextUpdate[] = []
  const stop = feed.engine.followTexts((update) => void updates.push(update))
  return { stop, take: () => updates.splice(0) }
}
const slotsOf = (updates: readonly TextUpdate[]): number[] =>
  updates.flatMap(({ texts }) => texts.map(([slot]) => slot))

describe('searchable text', () => {
  test('comes whole at first, then only what changed, and null for who left', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(3))
    const { take } = follow(feed)
    const [first] = take()
    expect(first).toMatchObject({ size: 3, whole: true, last: true })
    expect(slotsOf(first ? [first] : [])).toEqual([0, 1, 2])

    await feed.poll(rows(3, (n) => ({ activeConnections: n, egressedBytes: 9e9 })))
    expect(slotsOf(take())).toEqual([])

    const rooms = [sampleRoom({ roomId: 'found-me' })]
    await feed.poll([row('p-0'), row('p-1', { rooms, totalRooms: 1 }), row('p-2')])
    const moved = take()
    expect(slotsOf(moved)).toEqual([1])
    expect(moved[0]?.texts[0]?.[1]).toContain('found-me')
    expect(moved[0]).toMatchObject({ whole: false })

    // Who begins now is told since which poll each text is what it is.
    const [begun] = follow(feed).take()
    expect(begun).toMatchObject({ engine: feed.snapshot?.engine, seq: 3 })
    expect(begun?.texts.map(([slot, , seq]) => [slot, seq])).toEqual([
      [0, 1],
      [1, 3],
      [2, 1],
    ])
  })

  test('comes in pieces, of which the last says so, and is one change', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(4500))
    const updates = follow(feed).take()
    expect(updates.map(({ texts }) => texts.length)).toEqual([2000, 2000, 500])
    expect(updates.map(({ whole }) => whole)).toEqual([true, false, false])
    expect(updates.map(({ last }) => last)).toEqual([false, false, true])
    expect(new Set(updates.map(({ seq }) => seq)).size).toBe(1)
  })

  test('is said to be none before the first answer, and to nobody who has stopped', async () => {
    const feed = new TestFeed()
    const { take, stop } = follow(feed)
    expect(take()).toMatchObject([{ size: 0, texts: [], whole: true, last: true }])
    stop()
    await feed.poll(rows(2))
    expect(take()).toEqual([])
  })

  test('of several followers each has its own time', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(1))
    const early = follow(feed)
    early.take()
    await feed.poll(rows(2))
    expect(slotsOf(early.take())).toEqual([1])
    expect(slotsOf(follow(feed).take())).toEqual([0, 1])
  })
})
