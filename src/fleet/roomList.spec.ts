import { expect, test } from 'vitest'
import type { Room } from '../types/room.ts'
import { chooseRooms, type RoomChoice } from './roomList.ts'

const T = Date.UTC(2026, 2, 2, 12)

const room = (roomId: string, minutes: number | null, status = 'active', roomConfig: string | null = null): Room => ({
  appId: 'app-demo',
  roomId,
  status,
  roomConfig,
  currentAllocation:
    minutes === null
      ? null
      : { roomAllocationId: 'a', processId: 'p', scheduledAt: T - minutes * 60_000, unscheduledAt: null },
})

const ROOMS: readonly Room[] = [
  room('room-10', 5, 'active', '{"map":"Harbor"}'),
  room('room-9', null, 'scheduling'),
  room('b', 30, 'suspended', 'HARBOR, too'),
  room('a', 5, 'active', '(a+)+$'),
]

const OLDEST: RoomChoice = { needle: '', key: 'age', descending: true }

test.each<[title: string, choice: Partial<RoomChoice>, ids: string[]]>([
  ['oldest first, unknown age last, equals by ID', {}, ['b', 'a', 'room-10', 'room-9']],
  ['youngest first, unknown age last all the same', { descending: false }, ['a', 'room-10', 'b', 'room-9']],
  ['by ID, numbers in it as numbers', { key: 'room', descending: false }, ['a', 'b', 'room-9', 'room-10']],
  ['by ID, backwards', { key: 'room' }, ['room-10', 'room-9', 'b', 'a']],
  ['by status, equals by ID', { key: 'status', descending: false }, ['a', 'room-10', 'room-9', 'b']],
  ['a text in the config, in any case', { needle: 'harbor' }, ['b', 'room-10']],
  ['a text in the ID', { needle: ' Room-9 ' }, ['room-9']],
  ['signs are only signs', { needle: '(a+)+$' }, ['a']],
  ['a text that is nowhere', { needle: 'nowhere' }, []],
])('%s', (_title, choice, ids) => {
  expect(chooseRooms(ROOMS, { ...OLDEST, ...choice }).map(({ roomId }) => roomId)).toEqual(ids)
})

test('what it is given stays as it was', () => {
  const before = ROOMS.map(({ roomId }) => roomId)
  chooseRooms(ROOMS, { ...OLDEST, key: 'room' })
  expect(ROOMS.map(({ roomId }) => roomId)).toEqual(before)
})
