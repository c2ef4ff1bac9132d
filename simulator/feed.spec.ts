import { describe, expect, test } from 'vitest'
import { processSchema, processWithRoomsSchema } from '../src/types/process.ts'
import { HOUR, processesOf, rowsOf, simulate, START } from './testWorld.ts'
import { roomIdFor } from './names.ts'
import { STORY_NAMES } from './stories.ts'

/** What the official client demands of every row; `rooms` and `totalRooms` come on top in the running list. */
const DEMANDED = [
  'egressedBytes',
  'idleSince',
  'activeConnectionsUpdatedAt',
  'activeConnections',
  'roomsAllocatedUpdatedAt',
  'roomsAllocated',
  'roomSlotsAvailableUpdatedAt',
  'roomSlotsAvailable',
  'draining',
  'terminatedAt',
  'stoppingAt',
  'startedAt',
  'startingAt',
  'roomsPerProcess',
  'additionalExposedPorts',
  'exposedPort',
  'port',
  'host',
  'region',
  'processId',
  'deploymentId',
  'appId',
].toSorted()

describe('rows on the wire', () => {
  for (const story of [null, ...STORY_NAMES]) {
    test(`hold against the contract, story ${story ?? 'none'}`, () => {
      const simulator = simulate({ seed: 3, processes: 400 })
      simulator.setStory(story)
      simulator.liveTo(START + HOUR)
      const running = rowsOf(simulator)
      const stopped = rowsOf(simulator, 'stopped')
      expect(running.length).toBeGreaterThan(300)
      expect(stopped.length).toBeGreaterThan(50)
      expect(running.flatMap((row) => processWithRoomsSchema.safeParse(row).error?.issues ?? [])).toEqual([])
      expect(stopped.flatMap((row) => processSchema.safeParse(row).error?.issues ?? [])).toEqual([])
      for (const row of stopped) expect(Object.keys(row).toSorted()).toEqual(DEMANDED)
      for (const row of running) {
        const { rooms, totalRooms, ...rest } = row
        expect(Object.keys(rest).toSorted()).toEqual(DEMANDED)
        expect(rooms).toHaveLength(Number(totalRooms))
        expect(row['roomSlotsAvailable']).toBe(Number(row['roomsPerProcess']) - Number(totalRooms))
      }
    })
  }

  test('carry what the real ones carry now and then', () => {
    const simulator = simulate({ processes: 2_000 })
    const rows = rowsOf(simulator).map((row) => processWithRoomsSchema.parse(row))
    const rooms = rows.flatMap((row) => row.rooms)
    const configs = rowsOf(simulator).flatMap((row) => row['rooms'] as { roomConfig?: string | null }[])
    expect(rows.some((row) => (row.exposedPort?.port ?? 0) > 65_535)).toBe(true)
    expect(rows.some((row) => row.egressedBytes > 2 ** 31)).toBe(true)
    expect(rows.some((row) => row.additionalExposedPorts.length > 0)).toBe(true)
    expect(new Set(rooms.map((room) => room.status))).toEqual(new Set(['scheduling', 'active', 'suspended']))
    expect(configs.some((room) => room.roomConfig === null)).toBe(true)
    expect(configs.some((room) => !('roomConfig' in room))).toBe(true)
    expect(rooms.some((room) => room.roomConfig?.startsWith('{'))).toBe(true)
    expect(rooms.some((room) => room.roomConfig?.includes('部屋'))).toBe(true)
    const hosts = new Set(rows.map((row) => row.host))
    expect(hosts.size).toBeLessThan(rows.length / 2)
    expect(new Set(rows.map((row) => row.processId)).size).toBe(rows.length)
    expect(new Set(rooms.map((room) => room.roomId)).size).toBe(rooms.length)
  })

  test('a region is the part of the whole', () => {
    const simulator = simulate()
    const whole = rowsOf(simulator)
    expect(rowsOf(simulator, 'running', 'Tokyo')).toEqual(whole.filter((row) => row['region'] === 'Tokyo'))
  })

  test('a room that moves keeps its ID and gets another allocation', () => {
    const simulator = simulate({ processes: 500 })
    const homes = new Map<string, { process: string; allocation: number }>()
    let moves = 0
    for (let at = START; at < START + HOUR; at += 30_000) {
      simulator.liveTo(at)
      for (const process of processesOf(simulator)) {
        for (const room of process.rooms) {
          const id = roomIdFor(simulator.world.seed, room.ordinal)
          const before = homes.get(id)
          if (before && before.process !== process.id) {
            moves += 1
            expect(room.allocation).not.toBe(before.allocation)
            expect(simulator.list('running', null).toString().split(`"roomId":"${id}"`)).toHaveLength(2)
          }
          homes.set(id, { process: process.id, allocation: room.allocation })
        }
      }
    }
    expect(moves).toBeGreaterThan(0)
    expect(moves).toBeLessThan(homes.size / 20)
  })
})
