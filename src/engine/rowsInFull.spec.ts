import { expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { row, TestFeed } from './testFeed.ts'

test('rows in full come in the order asked, those no longer listed as null', async () => {
  const feed = new TestFeed()
  const two = { rooms: [sampleRoom(), sampleRoom({ roomId: 'room-2' })], totalRooms: 2 }
  const { engine, feedTime } = await feed.poll([row('a', two), row('b'), row('c', { startedAt: null })])
  const answer = await feed.engine.rowsInFull(['c', 'gone', 'a'], true)
  expect(answer).toMatchObject({ engine, feedTime })
  expect(answer.rows.map((one) => one?.rooms.map(({ roomId }) => roomId))).toEqual([
    [],
    undefined,
    ['room-1', 'room-2'],
  ])
  expect(answer.rows[1]).toBeNull()
  expect(answer.rows[0]?.why).toMatch(/^slow start/)
  expect(answer.rows[2]?.why).toBeNull()
})

test('rows in full have no rooms unless they are asked for', async () => {
  const feed = new TestFeed()
  await feed.poll([row('a', { rooms: [sampleRoom()], totalRooms: 1 })])
  expect((await feed.engine.rowsInFull(['a'], false)).rows[0]).toMatchObject({ rooms: [], roomsUnread: 0 })
})

test('rooms that are counted and cannot be read are said to be so', async () => {
  const feed = new TestFeed()
  const rooms = [sampleRoom(), { roomId: 7 }]
  await feed.poll([row('a', { rooms, totalRooms: 4 })])
  expect((await feed.engine.rowsInFull(['a'], true)).rows[0]).toMatchObject({
    rooms: [{ roomId: 'room-1' }],
    roomsUnread: 3,
  })
})
