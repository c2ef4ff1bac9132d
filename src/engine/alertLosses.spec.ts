import { describe, expect, test } from 'vitest'
import { row, START, stoppedRow, type TestFeed, wire, type WireRow } from './testFeed.ts'
import { APART, busy, changes, firing, MIN, watch, watched, wordsOf } from './testWatch.ts'

describe('losses', () => {
  const lose = async (
    feed: TestFeed,
    region: string,
    ids: readonly string[],
    connections: number,
    others: readonly WireRow[] = [],
  ) => {
    const doomed = () =>
      ids.map((id) =>
        row(id, { region, activeConnections: connections, activeConnectionsUpdatedAt: wire(feed.now), ...APART }),
      )
    await watch(feed, 30_000, () => [...busy(feed, 10, 20), ...doomed()])
    const lost = (id: string) =>
      stoppedRow(id, {
        region,
        activeConnections: connections,
        activeConnectionsUpdatedAt: wire(feed.now),
        terminatedAt: wire(feed.now),
      })
    feed.stopped = [...ids.map(lost), ...others]
    await watch(feed, 30_000, () => busy(feed, 10, 20))
  }

  test('of two regions are two alerts: who knows of one has not heard of the other', async () => {
    const feed = watched()
    await lose(feed, 'Tokyo', ['a', 'b', 'c'], 9)
    await watch(feed, 8 * MIN, () => busy(feed, 10, 20))
    await lose(feed, 'London', ['d', 'e', 'f'], 9)
    const lost = (feed.snapshot?.alerts ?? []).filter(({ rule }) => rule === 'lost with connections')
    expect(lost.map(({ region, severity }) => [region, severity])).toEqual([
      ['Tokyo', 'page'],
      ['London', 'page'],
    ])
  })

  test('of one do not hide that many others died', async () => {
    const feed = watched()
    const died = (n: number) =>
      stoppedRow(`x${n}`, { region: 'London', stoppingAt: null, activeConnections: 0, terminatedAt: wire(START) })
    await lose(feed, 'Tokyo', ['a'], 1, [1, 2, 3, 4, 5, 6].map(died))
    expect(wordsOf(feed).join()).toMatch(/7 processes died in 10 min.*1 process gone/)
  })
})

test('a build that fails to start goes on failing, however long it does', async () => {
  const feed = watched()
  let n = 0
  const ended: WireRow[] = [
    stoppedRow('long-ago', {
      terminatedAt: wire(START - 60 * MIN),
      deploymentId: '1',
      startedAt: wire(START - 90 * MIN),
    }),
  ]
  const loop = () => {
    if (feed.now % MIN === 0) {
      n += 1
      ended.push(
        stoppedRow(`f${n}`, { deploymentId: 'bad', startedAt: null, stoppingAt: null, terminatedAt: wire(feed.now) }),
      )
    }
    feed.stopped = [...ended]
    return busy(feed, 10, 20)
  }
  await watch(feed, 2 * 60 * MIN, loop)
  expect(firing(feed)).toContainEqual(['starts failed', null, 'page'])
  expect(changes(feed, 'starts failed')).toEqual([true])
})
