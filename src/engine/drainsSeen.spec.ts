import { expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { row, START, TestFeed, wire, type WireRow } from './testFeed.ts'

/** So far apart drains of one deployment are waves of their own. */
const APART_MS = 660_000

const hosting = (processId: string, deploymentId: string, rooms: number, draining: boolean): WireRow =>
  row(processId, {
    deploymentId,
    draining,
    activeConnections: rooms * 4,
    rooms: Array.from({ length: rooms }, (_, at) => {
      const placed = {
        roomAllocationId: `${processId}-${at}`,
        processId,
        scheduledAt: wire(START),
        unscheduledAt: null,
      }
      return sampleRoom({ roomId: `${processId}-${at}`, currentAllocation: placed })
    }),
    totalRooms: rooms,
  })

test('the waves with the most rooms left come first, then the newest; those that are over last', async () => {
  const feed = new TestFeed()
  const list = (steps: number): WireRow[] => [
    ...['a', 'b', 'c'].map((id) => hosting(id, '417', 3, steps > 0)),
    ...[2, 3, 4].map((step) => hosting(`single-${step}`, '418', 1, steps >= step)),
    ...(steps < 5 ? [hosting('gone', '419', 1, steps > 0)] : []),
  ]
  for (let step = 0; step <= 6; step++) await feed.poll(list(step), APART_MS)
  const { waves } = await feed.engine.drains({ regions: [], deployments: [], wave: 'largest' })
  expect(waves.map(({ deploymentId, rooms, burnDown }) => [deploymentId, rooms, burnDown !== null])).toEqual([
    ['417', 9, true],
    ['418', 1, false],
    ['418', 1, false],
    ['418', 1, false],
    ['419', 0, false],
  ])
  const singles = waves.slice(1, 4).map(({ since }) => since)
  expect(singles).toEqual(singles.toSorted((a, b) => b - a))
})

test('a wave names what took the place of its deployment in its own regions', async () => {
  const feed = new TestFeed()
  const old = (draining: boolean): WireRow[] => [
    hosting('a', '417', 1, draining),
    { ...hosting('b', '416', 1, draining), region: 'London' },
  ]
  await feed.poll(old(false))
  const young = row('c', { deploymentId: '418', startingAt: wire(feed.now), startedAt: wire(feed.now) })
  await feed.poll([...old(true), young])
  const { waves } = await feed.engine.drains({ regions: [], deployments: [], wave: null })
  expect(new Map(waves.map(({ deploymentId, successor }) => [deploymentId, successor]))).toEqual(
    new Map([
      ['417', '418'],
      ['416', null],
    ]),
  )
})
