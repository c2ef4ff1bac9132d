import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { DrainSeen } from '../../types/engine.ts'
import { drainsCsv } from './drainsCsv.ts'

const AT = Date.UTC(2026, 4, 4, 20)
const drain = (over: Partial<DrainSeen>) =>
  ({
    processId: 'p',
    region: 'Tokyo',
    deploymentId: '417',
    rooms: 2,
    empties: { earliest: AT, latest: AT + 60_000 },
    ...{ draining: true, firstSeenAt: AT, connectionsAt: null, lastRoomEndAt: null, oldestRoom: null },
    ...over,
  }) as DrainSeen

test.each<[title: string, over: Partial<DrainSeen>, unknownSince: number | null, cells: string[]]>([
  ['with rooms', {}, null, ['2026-05-04T20:00:00.000Z', '2026-05-04T20:01:00.000Z', '']],
  ['without an estimate', { empties: { none: 'too few' } }, null, ['', '', 'too few']],
  [
    'without rooms: their end is no time to come',
    { rooms: 0, empties: { earliest: AT, latest: AT } },
    null,
    ['', '', ''],
  ],
  ['of which nothing is known now', {}, AT, ['', '', '']],
])('when a drain is empty, in a file: one %s', (_, over, unknownSince, cells) => {
  const text = drainsCsv([{ drain: drain(over), verdict: 'moving', reason: '', unknownSince }])
  const [row] = Papa.parse<Record<string, string>>(text.replace('\uFEFF', ''), { header: true }).data
  expect([row?.['emptyEarliest'], row?.['emptyLatest'], row?.['noEstimate']]).toEqual(cells)
})
