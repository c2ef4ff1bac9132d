import { expect, test } from 'vitest'
import type { Room } from '../types/room.ts'
import { observeRoom, seeAgain, sweepRooms, type RoomPoll, type RoomSeen } from './roomFlow.ts'

const T = Date.UTC(2026, 2, 2, 12)
const room = (roomId: string, scheduledAt: number | null = null): Room => ({
  appId: 'app-demo',
  roomId,
  status: 'active',
  roomConfig: null,
  currentAllocation:
    scheduledAt === null ? null : { roomAllocationId: 'a', processId: 'p', scheduledAt, unscheduledAt: null },
})
const poll = (number: number, blind = false): RoomPoll => ({
  number,
  at: T + number * 5000,
  before: number === 1 ? null : T + (number - 1) * 5000,
  blind,
})
const never = (): boolean => false

test.each<[title: string, scheduledAt: number | null, at: RoomPoll, change: string, since: number]>([
  ['the first poll only finds it', T - 60_000, poll(1, true), 'found', T - 60_000],
  ['a new one has started', T + 8000, poll(2), 'started', T + 8000],
  ['undated, it began when it was seen', null, poll(2), 'started', T + 10_000],
  ['dated in the future, too', T + 99_000, poll(2), 'started', T + 10_000],
  ['placed two minutes before the last poll: still a start', T + 5000 - 120_000, poll(2), 'started', T - 115_000],
  ['placed before that: it was only out of sight', T + 5000 - 120_001, poll(2), 'found', T - 115_001],
  ['after a gap it is only found', T + 8000, poll(2, true), 'found', T + 8000],
])('%s', (_title, scheduledAt, at, change, since) => {
  const seen = new Map<string, RoomSeen>()
  expect(observeRoom(seen, room('r', scheduledAt), 'p', at).change).toBe(change)
  expect(seen.get('r')).toMatchObject({ processId: 'p', since, poll: at.number })
})

test('on another process it has moved, is no older and no start; unlisted it has ended, once', () => {
  const seen = new Map<string, RoomSeen>()
  observeRoom(seen, room('r', T), 'p', poll(1, true))
  expect(observeRoom(seen, room('r', T + 7000), 'q', poll(2))).toMatchObject({ change: 'moved' })
  expect(observeRoom(seen, room('r', T + 7000), 'q', poll(3))).toMatchObject({ change: 'here' })
  expect(sweepRooms(seen, poll(3), never)).toEqual([])
  expect(sweepRooms(seen, poll(4), never)).toMatchObject([{ processId: 'q', since: T }])
  expect(sweepRooms(seen, poll(5), never)).toEqual([])
})

test('rooms of a process that is only out of sight stay', () => {
  const seen = new Map<string, RoomSeen>()
  observeRoom(seen, room('__proto__', T), 'held', poll(1))
  observeRoom(seen, room('r', T), 'p', poll(1))
  const ended = sweepRooms(seen, poll(2), (processId) => processId === 'held')
  expect(ended.map((one) => one.processId)).toEqual(['p'])
  expect([...seen.keys()]).toEqual(['__proto__'])
})

test('rooms listed again as they were count as listed; one that has been elsewhere since must be looked at', () => {
  const rooms = new Map<string, RoomSeen>()
  const before = ['a', 'b'].map((id) => observeRoom(rooms, room(id, T), 'p', poll(1)).seen)
  expect(seeAgain(before, 'p', 2)).toBe(true)
  expect(sweepRooms(rooms, poll(2), never)).toEqual([])
  observeRoom(rooms, room('b', T), 'q', poll(3))
  expect(seeAgain(before, 'p', 3)).toBe(false)
  expect(rooms.get('a')?.poll).toBe(2)
})
