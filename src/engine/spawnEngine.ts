import EngineWorkerUrl from './engine.worker.ts?worker&url'
import { workerName } from './workerApi.ts'

/** A worker that runs an engine, as its page sees it. */
export interface Spawned {
  port: MessagePort | Worker
  /** Ends it for this page; a shared one goes on for the others. */
  stop(): void
}

/** Where the number stands that all tabs of this build share: which engine is the one that answers. */
const GENERATION = `roomdeck.engine ${EngineWorkerUrl}`

export function readGeneration(): number {
  try {
    const stored = Number(localStorage.getItem(GENERATION) ?? '0')
    return Number.isSafeInteger(stored) && stored > 0 ? stored : 0
  } catch {
    return 0
  }
}

export function writeGeneration(generation: number): void {
  try {
    localStorage.setItem(GENERATION, String(generation))
  } catch {
    // Without storage each tab counts for itself, and they come to the same number all the same.
  }
}

/** Calls back when another tab has given up on the engine that this one asks. */
export function onGeneration(target: Window, moved: () => void): void {
  target.addEventListener('storage', ({ key }) => {
    if (key === GENERATION) moved()
  })
}

/**
 * Starts the engine's worker, or joins the one that other tabs of this build share. A shared worker that hangs cannot
 * be ended by a page, so the next one has another name.
 * @param failed told when the worker cannot be loaded.
 */
export function spawnEngine(generation: number, failed: () => void): Spawned {
  if (typeof SharedWorker === 'undefined') {
    const worker = new Worker(EngineWorkerUrl, { type: 'module' })
    worker.addEventListener('error', failed)
    return { port: worker, stop: () => worker.terminate() }
  }
  const shared = new SharedWorker(EngineWorkerUrl, { type: 'module', name: workerName(generation) })
  shared.addEventListener('error', failed)
  shared.port.start()
  return { port: shared.port, stop: () => shared.port.close() }
}
