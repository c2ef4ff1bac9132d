import { expect, test } from 'vitest'
import { parseProcesses } from '../api/parseProcesses.ts'
import { sampleRoom, sampleRow } from '../api/sampleRow.ts'
import type { ProcessFacts } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import type { Room } from '../types/room.ts'
import { factsOf, keepFacts, keepRooms } from './track.ts'

const port = { host: 'h', name: 'admin', port: 1, transportType: 'tcp' }

function read(): ProcessWithRooms {
  const row = sampleRow({ additionalExposedPorts: [port], rooms: [sampleRoom()], totalRooms: 1 })
  const [process] = parseProcesses([row]).processes
  return process ?? expect.unreachable()
}

/** Every value in it, by its path, changed to another one each in turn. */
function changesOf<T extends object>(value: T, change: (path: string, changed: T) => void): void {
  const walk = (at: object, path: string): void => {
    for (const [key, was] of Object.entries(at)) {
      const here = `${path}.${key}`
      if (typeof was === 'object' && was !== null) walk(was, here)
      Reflect.set(at, key, typeof was === 'object' ? (was === null ? 7 : null) : `${String(was)}x`)
      change(here, structuredClone(value))
      Reflect.set(at, key, was)
    }
  }
  walk(value, '')
}

test('facts are kept while nothing in them changed, and no change goes unseen', () => {
  const row = read()
  const before = factsOf(row)
  expect(keepFacts(before, read())).toBe(before)
  expect(keepFacts(before, { ...row, activeConnections: 99, egressedBytes: 1, rooms: [], totalRooms: 0 })).toBe(before)
  let changes = 0
  // Which room is the oldest is seen when the rooms are (poll.spec.ts).
  const { oldestRoomSince: _seenLater, ...said } = factsOf(read())
  changesOf<Omit<ProcessFacts, 'oldestRoomSince'>>(said, (path, changed) => {
    // A list of ports that is none can't be: the schemas see to that.
    if (path === '.additionalExposedPorts' || path === '.additionalExposedPorts.0') return
    changes += 1
    expect(keepFacts(before, { ...row, ...changed }), path).not.toBe(before)
  })
  expect(changes).toBeGreaterThan(20)
  expect(keepFacts(before, { ...row, additionalExposedPorts: [] })).not.toBe(before)
})

test('rooms are kept while none came, went or changed, and no change goes unseen', () => {
  const before = read().rooms
  expect(keepRooms(before, read().rooms)).toBe(before)
  expect(keepRooms(before, [])).not.toBe(before)
  const [room] = read().rooms
  changesOf<Room>(room ?? expect.unreachable(), (path, changed) => {
    expect(keepRooms(before, [changed]), path).not.toBe(before)
  })
})
