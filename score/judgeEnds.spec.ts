import { expect, test } from 'vitest'
import type { Process, World } from '../simulator/model.ts'
import type { Tombstone } from '../src/types/fleet.ts'
import { START, type WireProcess } from './beginDay.ts'
import { createEndJudge } from './judgeEnds.ts'
import { momentOf, wireRow } from './testMoment.ts'

const MIN = 60_000

/** Gone at minute 1, last listed five seconds before. */
const gone = (over: Partial<Process> = {}): Process =>
  ({
    startedAt: START - MIN,
    stoppingAt: null,
    terminatedAt: START + MIN,
    final: { connections: 5, egressedBytes: 0, at: START + MIN },
    ...over,
  }) as Process

const listed: Partial<WireProcess> = {
  activeConnections: 5,
  activeConnectionsUpdatedAt: new Date(START + 50_000).toISOString(),
}

function judge(verdict: Tombstone['verdict'], process: Process, row = listed) {
  const judged = createEndJudge()
  const world = { byId: new Map([['p', process]]) }
  judged.see(momentOf(55 / 60, [wireRow('p', ['r'], row)], world), [])
  judged.see(momentOf(1.1, [], world), [{ processId: 'p', verdict } as Tombstone])
  return judged.judge(world as World).shares
}

test('who was on when it died is found, or not', () => {
  expect(judge('lost', gone())).toMatchObject({ lostFound: { held: 1, of: 1 }, lostWrongly: { held: 0, of: 1 } })
  expect(judge('ended', gone())).toMatchObject({ lostFound: { held: 0, of: 1 }, lostWrongly: { held: 0, of: 0 } })
})

test('lost is wrong of what was told to stop, and of what nobody was on', () => {
  expect(judge('lost', gone({ stoppingAt: START })).lostWrongly).toEqual({ held: 1, of: 1 })
  const nobody = { connections: 0, egressedBytes: 0, at: START + MIN }
  expect(judge('lost', gone({ final: nobody }), { ...listed, activeConnections: 0 }).lostWrongly.held).toBe(1)
})

test('what an old gauge says of the end is not decidable: it ended unseen', () => {
  const old = { ...listed, activeConnectionsUpdatedAt: new Date(START - MIN).toISOString() }
  expect(judge('unseen', gone(), old)).toMatchObject({ lostFound: { of: 0 }, unseenSaid: { held: 1, of: 1 } })
  expect(judge('ended', gone(), old).unseenSaid).toEqual({ held: 0, of: 1 })
})
