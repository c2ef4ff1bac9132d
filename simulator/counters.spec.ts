import { describe, expect, test } from 'vitest'
import { resetEgress } from './counters.ts'
import type { Simulator } from './simulator.ts'
import { HOUR, processesOf, rowsOf, simulate, START, type Row } from './testWorld.ts'

const time = (row: Row, key: string): number => Date.parse(String(row[key]))

/** Reads the fleet every 5 s and hands over each process' row with the one before it. */
function watch(
  counters: 'heartbeat' | 'on-change',
  span: number,
  see: (before: Row, row: Row, now: number) => void,
): number {
  const simulator = simulate({ counters, processes: 120 })
  let last = new Map<unknown, Row>()
  let seen = 0
  for (let now = START; now <= START + span; now += 5_000) {
    simulator.liveTo(now)
    const rows = rowsOf(simulator)
    for (const row of rows) {
      const before = last.get(row['processId'])
      if (before) see(before, row, now)
      seen += 1
    }
    last = new Map(rows.map((row) => [row['processId'], row]))
  }
  return seen
}

describe('reported counters', () => {
  test('heartbeat: steps of 5 to 60 s, egress that only grows but for rare resets', () => {
    let resets = 0
    let oldest = 0
    let oldestAtStart = 0
    let silent = 0
    let advances = 0
    let equal = 0
    const steps: number[] = []
    const seen = watch('heartbeat', HOUR / 2, (before, row, now) => {
      if (Number(row['egressedBytes']) < Number(before['egressedBytes'])) resets += 1
      const step = time(row, 'activeConnectionsUpdatedAt') - time(before, 'activeConnectionsUpdatedAt')
      const age = now - time(row, 'activeConnectionsUpdatedAt')
      if (row['startedAt'] === null) oldestAtStart = Math.max(oldestAtStart, age)
      else oldest = Math.max(oldest, age)
      if (step === 0 && row['activeConnections'] !== before['activeConnections']) silent += 1
      if (step === 0 || before['startedAt'] === null) return
      steps.push(step)
      advances += 1
      if (row['activeConnections'] === before['activeConnections']) equal += 1
    })
    expect(silent).toBe(0)
    expect(oldest).toBeLessThanOrEqual(60_000)
    expect(oldestAtStart).toBeLessThanOrEqual(150_000)
    expect(Math.min(...steps)).toBe(5_000)
    expect(Math.max(...steps)).toBe(60_000)
    expect(equal / advances).toBeGreaterThan(0.2)
    // One per process-day at most.
    expect(resets).toBeLessThanOrEqual(Math.ceil((seen * 5) / 86_400))
  })

  test('on change: the date moves with the value', () => {
    let advances = 0
    let equal = 0
    let silent = 0
    watch('on-change', HOUR / 4, (before, row) => {
      const moved = time(row, 'activeConnectionsUpdatedAt') > time(before, 'activeConnectionsUpdatedAt')
      if (!moved && row['activeConnections'] !== before['activeConnections']) silent += 1
      else if (moved && before['startedAt'] !== null) {
        advances += 1
        if (row['activeConnections'] === before['activeConnections']) equal += 1
      }
    })
    expect(silent).toBe(0)
    expect(advances).toBeGreaterThan(500)
    expect(equal / advances).toBeLessThan(0.1)
  })

  test('egress is in proportion to connections: 5 to 20 kB per connection and second', () => {
    const simulator = simulate()
    const before = new Map(rowsOf(simulator).map((row) => [row['processId'], row]))
    simulator.liveTo(START + 300_000)
    let bytes = 0
    let connectionSeconds = 0
    for (const row of rowsOf(simulator)) {
      const old = before.get(row['processId'])
      if (!old || Number(row['egressedBytes']) < Number(old['egressedBytes'])) continue
      bytes += Number(row['egressedBytes']) - Number(old['egressedBytes'])
      connectionSeconds += 300 * ((Number(row['activeConnections']) + Number(old['activeConnections'])) / 2)
    }
    expect(bytes / connectionSeconds).toBeGreaterThan(5_000)
    expect(bytes / connectionSeconds).toBeLessThan(20_000)
  })

  test('a reset takes off exactly what was counted, from the next report on', () => {
    const [reset, twin] = [simulate(), simulate()]
    const bytes = (simulator: Simulator, id: string): number =>
      Number((JSON.parse(simulator.info(id) ?? '{}') as Row)['egressedBytes'])
    const victim = processesOf(reset).find((one) => one.rooms.length === 4 && !one.draining)
    if (!victim) throw new Error('no full process')
    const before = bytes(reset, victim.id)
    resetEgress(victim, START)
    expect(bytes(reset, victim.id)).toBe(before)
    const missing: number[] = []
    for (const later of [61_000, 180_000, 300_000]) {
      for (const simulator of [reset, twin]) simulator.liveTo(START + later)
      missing.push(bytes(twin, victim.id) - bytes(reset, victim.id))
    }
    expect(bytes(reset, victim.id)).toBeGreaterThan(0)
    expect(missing[0]).toBeGreaterThanOrEqual(before)
    // Bytes are cut to whole ones on both sides.
    for (const one of missing) expect(Math.abs(one - (missing[0] ?? 0))).toBeLessThanOrEqual(1)
  })
})
