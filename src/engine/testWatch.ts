// What specs of alerts have in common: a feed that is watched for minutes and hours.
import { allParts } from './allParts.ts'
import { POLL_MS, rows, START, TestFeed, wire, type WireRow } from './testFeed.ts'

export const MIN = 60_000
export const HOUR = 60 * MIN

export const watched = (): TestFeed => new TestFeed(undefined, undefined, allParts)

/** Polls for so long. */
export async function watch(feed: TestFeed, ms: number, list: () => unknown = () => feed.running): Promise<void> {
  for (let passed = 0; passed < ms; passed += POLL_MS) await feed.poll(list())
}
export const firing = (feed: TestFeed) =>
  (feed.snapshot?.alerts ?? []).map(({ rule, region, severity }) => [rule, region, severity])
export const wordsOf = (feed: TestFeed) =>
  (feed.snapshot?.alerts ?? []).filter(({ under }) => under === null).map(({ words }) => words)

/** Slots and rooms that were not measured at once. */
export const APART = { roomSlotsAvailableUpdatedAt: wire(START + 1) }

/** Processes with a moving gauge, so that the fleet is not frozen. */
export const busy = (feed: TestFeed, n: number, connections: number, over: WireRow = {}): WireRow[] =>
  rows(n, (at) => ({
    region: at % 2 === 0 ? 'Tokyo' : 'London',
    activeConnections: connections,
    activeConnectionsUpdatedAt: wire(feed.now),
    roomSlotsAvailable: 5,
    roomsPerProcess: 5,
    ...over,
  }))

/** Of a rule, what was put on record: whether it began or was over. */
export const changes = (feed: TestFeed, rule: string) =>
  (feed.snapshot?.events ?? []).flatMap((event) => (event.kind === 'alert' && event.rule === rule ? [event.on] : []))
