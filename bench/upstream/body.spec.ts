import { describe, expect, it } from 'vitest'
import { parseProcesses } from '../../src/api/parseProcesses.ts'
import type { ProcessWithRooms } from '../../src/types/process.ts'
import { createBodies } from './body.ts'

const ROWS = 2000
const START = Date.UTC(2026, 2, 2, 12)

function feed() {
  let now = START
  const bodies = createBodies(ROWS, () => now)
  return (): { rows: ProcessWithRooms[]; mark: number; done: () => void; bytes: Buffer } => {
    now += 1000
    const answer = bodies.next()
    const { processes, rejects, drift } = parseProcesses(JSON.parse(answer.bytes.toString('latin1')))
    expect(rejects).toEqual([])
    expect(drift.droppedRooms).toEqual([])
    return { ...answer, rows: processes }
  }
}

const allocationOf = (row: ProcessWithRooms | undefined): string =>
  JSON.stringify(row?.rooms.map(({ roomId, currentAllocation }) => [roomId, currentAllocation?.scheduledAt]))

/** What no poll changes. */
const lasting = (rows: readonly ProcessWithRooms[]): unknown =>
  rows.map(({ processId, startedAt, startingAt, host, exposedPort, region }) => {
    return { processId, startedAt, startingAt, host, exposedPort, region }
  })

describe('the scripted upstream', () => {
  it('sends rows that hold, about as heavy as the simulator’s, with every region, five deployments and drains', () => {
    const { rows, bytes } = feed()()
    expect(rows).toHaveLength(ROWS)
    expect(bytes.length / ROWS).toBeGreaterThan(1600)
    expect(bytes.length / ROWS).toBeLessThan(2000)
    expect(new Set(rows.map(({ region }) => region)).size).toBe(14)
    expect(new Set(rows.map(({ deploymentId }) => deploymentId)).size).toBe(5)
    expect(rows.filter(({ draining }) => draining)).toHaveLength(ROWS / 20)
    expect(rows.every(({ rooms }) => rooms.length === 3)).toBe(true)
  })

  it.each([
    { name: 'after an answer was sent', sent: true },
    { name: 'while one is being sent', sent: false },
  ])('moves every counter of every row in every poll, and the rooms of few, $name', ({ sent }) => {
    const next = feed()
    next().done()
    const before = next()
    if (sent) before.done()
    const after = next()
    expect(lasting(after.rows)).toEqual(lasting(before.rows))
    const pairs = after.rows.map((row, at) => [before.rows[at], row] as const)
    expect(pairs.filter(([old, row]) => old?.activeConnections === row.activeConnections)).toEqual([])
    expect(pairs.filter(([old, row]) => (old?.egressedBytes ?? 0) >= row.egressedBytes)).toEqual([])
    const moved = pairs.filter(([old, row]) => allocationOf(old) !== allocationOf(row)).length
    expect(moved / ROWS).toBeGreaterThan(0.001)
    expect(moved / ROWS).toBeLessThan(0.012)
  })

  it('says in its first row by connections which poll it is', () => {
    const next = feed()
    for (const wanted of [9001, 9002]) {
      const { rows, mark, done } = next()
      expect(mark).toBe(wanted)
      expect(Math.max(...rows.map(({ activeConnections }) => activeConnections))).toBe(wanted)
      done()
    }
  })

  it('never writes into an answer that is still being sent', () => {
    const next = feed()
    const first = next()
    const copy = Buffer.from(first.bytes)
    const second = next()
    expect(second.bytes).not.toBe(first.bytes)
    expect(first.bytes.equals(copy)).toBe(true)
  })
})
