import { createSimulator, type Simulator } from './simulator.ts'
import { parseFault } from './faults.ts'
import type { Process } from './model.ts'
import type { WorldOptions } from './world.ts'

export const MINUTE = 60_000
export const HOUR = 3_600_000
/** A Tuesday, half past noon UTC. */
export const START = Date.UTC(2026, 9, 20, 12, 30)

/** A simulator for specs: 240 processes, seed 1, unless told otherwise. */
export function simulate(options: Partial<WorldOptions> = {}, start = START): Simulator {
  return createSimulator({ seed: 1, processes: 240, counters: 'heartbeat', app: 'app-demo', ...options }, start)
}

export type Row = Record<string, unknown>

export const rowsOf = (
  simulator: Simulator,
  name: 'running' | 'stopped' = 'running',
  region: string | null = null,
): Row[] => JSON.parse(simulator.list(name, region).toString('utf8')) as Row[]

export const setFaults = (simulator: Simulator, ...faults: string[]): void =>
  simulator.setFaults(faults.map(parseFault))

export const processesOf = (simulator: Simulator): Process[] =>
  simulator.world.regions.flatMap((region) => [...region.processes.values()])
