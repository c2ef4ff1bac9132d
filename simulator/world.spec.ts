import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE, processesOf, rowsOf, simulate, START } from './testWorld.ts'
import type { Simulator } from './simulator.ts'

/** Everything that a simulator answers, as one short text. */
const fingerprint = (simulator: Simulator): string => {
  const digest = createHash('sha256')
  for (const list of ['running', 'stopped'] as const) digest.update(simulator.list(list, null))
  return digest.digest('hex')
}

describe('the same seed is the same world', () => {
  for (const counters of ['heartbeat', 'on-change'] as const) {
    test(`whenever in the hour it was launched, counters ${counters}`, () => {
      const early = simulate({ counters }, START)
      const late = simulate({ counters }, START + 71_234)
      for (const at of [START + 75_000, START + 20 * MINUTE]) {
        early.liveTo(at)
        late.liveTo(at)
        expect(late.list('running', null).equals(early.list('running', null))).toBe(true)
        expect(fingerprint(late)).toBe(fingerprint(early))
      }
    })

    test(`whoever asked when, counters ${counters}`, () => {
      const asked = simulate({ counters })
      const unasked = simulate({ counters })
      for (let at = START; at <= START + 6 * MINUTE; at += 2_300) {
        asked.liveTo(at)
        fingerprint(asked)
        asked.list('running', 'Tokyo')
      }
      asked.liveTo(START + 6 * MINUTE)
      unasked.liveTo(START + 6 * MINUTE)
      expect(fingerprint(asked)).toBe(fingerprint(unasked))
    })
  }

  test('another seed is another world', () => {
    expect(fingerprint(simulate({ seed: 2 }))).not.toBe(fingerprint(simulate({ seed: 1 })))
  })

  test('the world moves from one second to the next, and never back', () => {
    const simulator = simulate()
    const before = fingerprint(simulator)
    simulator.liveTo(START + 10_000)
    const after = fingerprint(simulator)
    expect(after).not.toBe(before)
    simulator.liveTo(START)
    expect(fingerprint(simulator)).toBe(after)
  })
})

describe('the first answer is mid-life', () => {
  const simulator = simulate()
  const rows = rowsOf(simulator)
  const stopped = rowsOf(simulator, 'stopped')

  test('all 14 regions, rooms, thousands of connections', () => {
    expect(new Set(rows.map((row) => row['region'])).size).toBe(14)
    expect(rows.reduce((sum, row) => sum + Number(row['totalRooms']), 0)).toBeGreaterThan(500)
    expect(rows.reduce((sum, row) => sum + Number(row['activeConnections']), 0)).toBeGreaterThan(6_000)
  })

  test('drains at several stages', () => {
    const drains = rows.filter((row) => row['draining'])
    expect(drains.length).toBeGreaterThanOrEqual(8)
    expect(new Set(drains.map((row) => row['totalRooms'])).size).toBeGreaterThanOrEqual(3)
  })

  test('several deployments, numbered without a gap of hundreds', () => {
    const ids = rows.map((row) => Number(row['deploymentId']))
    expect(new Set(ids).size).toBeGreaterThanOrEqual(3)
    expect(Math.max(...ids) - Math.min(...ids)).toBeLessThan(20)
  })

  test('stopped processes, told to stop and lost', () => {
    expect(stopped.length).toBeGreaterThan(50)
    expect(stopped.filter((row) => row['stoppingAt'] !== null).length).toBeGreaterThan(20)
    expect(stopped.every((row) => row['terminatedAt'] !== null)).toBe(true)
  })

  test('no date lies in the future, and a process has one life', () => {
    for (const row of [...rows, ...stopped]) {
      const order = ['startingAt', 'startedAt', 'stoppingAt', 'terminatedAt'].flatMap((key) =>
        row[key] === null ? [] : [Date.parse(String(row[key]))],
      )
      expect(order).toEqual(order.toSorted((a, b) => a - b))
      expect(order.at(-1)).toBeLessThanOrEqual(START)
      expect(Date.parse(String(row['activeConnectionsUpdatedAt']))).toBeLessThanOrEqual(START)
    }
  })
})

describe('the fleet keeps its size', () => {
  for (const [processes, seed] of [
    [240, 1],
    [240, 2],
    [240, 3],
    [30, 4],
    [1_000, 5],
  ] as const) {
    test(`${processes} processes, seed ${seed}, for 6 hours`, () => {
      const simulator = simulate({ processes, seed })
      for (let at = START; at <= START + 6 * HOUR; at += 2 * MINUTE) {
        simulator.liveTo(at)
        const all = processesOf(simulator)
        const count = all.length
        expect(count).toBeGreaterThanOrEqual(processes * 0.9)
        expect(count).toBeLessThanOrEqual(processes * 1.1)
        if (processes < 240) continue
        const running = all.filter((one) => one.startedAt !== null && one.stoppingAt === null && !one.draining).length
        expect(running).toBeGreaterThanOrEqual(processes * 0.9)
      }
    })
  }

  test('its running counts are what a recount gives', () => {
    const simulator = simulate({ seed: 9 })
    simulator.liveTo(START + 5 * HOUR)
    for (const region of simulator.world.regions) {
      const all = [...region.processes.values()]
      const live = all.filter((one) => one.stoppingAt === null)
      expect({ ...region, free: region.free.length }).toMatchObject({
        rooms: all.reduce((sum, one) => sum + one.rooms.length, 0),
        starting: live.filter((one) => one.startedAt === null).length,
        draining: live.filter((one) => one.draining).length,
        stopping: all.length - live.length,
        free: live.filter((one) => one.startedAt !== null && !one.draining && one.rooms.length < 4).length,
      })
    }
  })
})

describe('a long life', () => {
  test('costs no more per hour and no more memory than a short one', { timeout: 30_000 }, () => {
    const simulator = simulate({ seed: 6 })
    const hours = (count: number): number => {
      // Processor time: a busy machine must not look like a slow world.
      const begin = process.cpuUsage()
      simulator.liveTo(simulator.world.tick + count * HOUR)
      return process.cpuUsage(begin).user / 1000
    }
    hours(26)
    const young = hours(12)
    const { agenda, byId, stopped } = simulator.world
    const size = [agenda.size, byId.size, stopped.length]
    hours(4 * 24)
    const old = hours(12)
    expect(old).toBeLessThan(young * 3 + 50)
    expect(stopped.length).toBeLessThanOrEqual(2_000)
    for (const [index, now] of [agenda.size, byId.size, stopped.length].entries()) {
      expect(now).toBeLessThan((size[index] ?? 0) * 1.5)
    }
  })

  test('an hour unwatched is caught up at once', () => {
    const simulator = simulate()
    const begin = performance.now()
    simulator.liveTo(START + HOUR)
    simulator.list('running', null)
    expect(performance.now() - begin).toBeLessThan(1_000)
  })
})
