import { createSimulator } from '../simulator/simulator.ts'
import type { RoomLaw } from '../simulator/roomLaws.ts'
import { allParts } from '../src/engine/allParts.ts'
import { createEngine } from '../src/engine/createEngine.ts'
import { noStorage } from '../src/engine/storage.ts'

const POLL_MS = 5000
/** A Tuesday. */
export const START = Date.UTC(2026, 9, 20)

interface WorldOptions {
  seed: number
  processes: number
  law: RoomLaw
}

/** A seeded world and an engine that watches it as a page does; `poll` goes on five seconds and tells the time. */
export function beginDay({ seed, processes, law }: WorldOptions) {
  const simulator = createSimulator({ seed, processes, counters: 'heartbeat', app: 'app-demo', lengths: law }, START)
  let now = START
  const answer = (name: 'running' | 'stopped') => {
    const payload: unknown = JSON.parse(simulator.list(name, null).toString('latin1'))
    return { payload, pieces: () => [payload], feedTime: now, bytes: 0, durationMs: 1 }
  }
  const engine = createEngine({
    source: {
      id: 'score',
      app: 'app-demo',
      listRunning: async () => [{ region: null, answer: answer('running') }],
      listStopped: async () => answer('stopped'),
      info: async () => answer('stopped'),
    },
    clock: { mono: () => now, wall: () => now },
    storage: noStorage,
    parts: allParts,
  })
  const { signal } = new AbortController()
  const poll = async (): Promise<number> => {
    now += POLL_MS
    simulator.liveTo(now)
    await engine.advance({ signal, intervalMs: POLL_MS, spacingMs: POLL_MS })
    return now
  }
  return { simulator, engine, poll }
}
