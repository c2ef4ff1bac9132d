import { expect, test } from 'vitest'
import { findContradictions, newContradictionWatch, type RowSaid } from './contradictions.ts'

const T = Date.UTC(2026, 4, 4, 20)
const POLL = 5000

const row = (at: number, over: Partial<RowSaid> = {}): RowSaid => ({
  processId: 'a',
  draining: false,
  roomIds: ['r1'],
  connections: 5,
  connectionsAt: at,
  egressedBytes: 1000,
  slots: 2,
  slotsAt: at,
  rooms: 1,
  roomsAt: at,
  roomsPerProcess: 3,
  stoppingAt: null,
  ...over,
})

/** Plays a row for some polls, and says what is told after the last. */
function play(polls: number, make: (at: number, poll: number) => RowSaid) {
  const watch = newContradictionWatch()
  let told: ReturnType<typeof findContradictions> = []
  for (let poll = 0; poll < polls; poll++) {
    const at = T + poll * POLL
    told = findContradictions(watch, [make(at, poll)], at)
  }
  return told.map(({ kind, evidence }) => `${kind}: ${evidence}`)
}

test.each<[name: string, polls: number, make: (at: number, poll: number) => RowSaid, told: string[]]>([
  ['a row as it should be', 9, (at) => row(at), []],
  [
    'a new room on a drain',
    2,
    (at, poll) => row(at, { draining: true, roomIds: poll === 0 ? ['r1'] : ['r1', 'r2'] }),
    ['rooms grew in a drain: room r2 is new on it'],
  ],
  [
    'more rooms counted on a drain, none of them new',
    2,
    (at, poll) => row(at, { draining: true, rooms: 1 + poll, slots: 2 - poll }),
    [],
  ],
  [
    'a room of a drain that could not be read before',
    3,
    (at, poll) => row(at, { draining: true, roomIds: poll === 1 ? ['r1', 'r2'] : null }),
    [],
  ],
  [
    'rooms on a drain that has just begun',
    2,
    (at, poll) => row(at, { draining: poll > 0, roomIds: ['r1', `r${poll}`] }),
    [],
  ],
  [
    'connections long after the stop',
    3,
    (at) => row(at, { stoppingAt: T - 600_000 }),
    ['connections long after it was told to stop: 5 connections 10 min after it was told'],
  ],
  ['an old gauge long after the stop', 5, (at) => row(at, { stoppingAt: T - 600_000, connectionsAt: T - 300_000 }), []],
  ['slots and rooms that do not add up, twice', 2, (at) => row(at, { slots: 1 }), []],
  [
    'slots and rooms that do not add up',
    3,
    (at) => row(at, { slots: 1 }),
    ['slots and rooms are not the capacity: 1 slots and 1 room of 3, measured at once'],
  ],
  ['slots and rooms that add up in between', 9, (at, poll) => row(at, { slots: poll % 2 === 0 ? 1 : 2 }), []],
  ['slots and rooms of two times', 9, (at) => row(at, { slots: 1, slotsAt: at - 1 }), []],
  [
    'bytes to nobody',
    4,
    (at, poll) => row(at, { connections: 0, egressedBytes: 1000 + poll * 10 }),
    ['egress without connections: 10 bytes sent, nobody connected'],
  ],
  [
    'a counter from the future',
    3,
    (at) => row(at, { connectionsAt: at + 120_000 }),
    ['a counter from the future: measured 2 min from now'],
  ],
])('%s', (_, polls, make, told) => {
  expect(play(polls, make)).toEqual(told)
})

test('what is right again is not told for ever', () => {
  expect(play(17, (at, poll) => row(at, { slots: poll < 3 ? 1 : 2 }))).toHaveLength(1)
  expect(play(20, (at, poll) => row(at, { slots: poll < 3 ? 1 : 2 }))).toEqual([])
})
