import { expect, test } from 'vitest'
import type { FleetEvent } from '../types/fleet.ts'
import { row, START, TestFeed, wire } from './testFeed.ts'

/** What is put on record when counters of all these processes begin anew in one poll. */
async function afterResets(of: readonly [region: string, deploymentId: string][]): Promise<readonly FleetEvent[]> {
  const feed = new TestFeed()
  const list = (egressedBytes: number) =>
    of.map(([region, deploymentId], n) =>
      row(`p-${n}`, { region, deploymentId, egressedBytes, activeConnectionsUpdatedAt: wire(START) }),
    )
  await feed.poll(list(1_000_000))
  const { events } = await feed.poll(list(10))
  return events.filter(({ kind }) => kind.startsWith('counter'))
}

test('a few are told one by one', async () => {
  const events = await afterResets([
    ['Tokyo', '417'],
    ['London', '418'],
  ])
  expect(events).toMatchObject([
    { kind: 'counter reset', processId: 'p-0', region: 'Tokyo', deploymentId: '417' },
    { kind: 'counter reset', processId: 'p-1', region: 'London', deploymentId: '418' },
  ])
})

test.each<[title: string, of: [string, string][], region: string | null, deploymentId: string | null]>([
  ['of one region and deployment', Array.from({ length: 5 }, () => ['Tokyo', '417']), 'Tokyo', '417'],
  ['of one region', ['1', '2', '3', '4', '5', '6'].map((id) => ['Tokyo', id]), 'Tokyo', null],
  ['of all', ['a', 'b', 'c', 'd', 'e'].map((region) => [region, region]), null, null],
])('many are one event, with what they have in common: %s', async (_title, of, region, deploymentId) => {
  expect(await afterResets(of)).toMatchObject([
    { kind: 'counter reset burst', processes: of.length, region, deploymentId },
  ])
})
