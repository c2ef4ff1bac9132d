import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Played, Task } from './scoreDay.ts'

/**
 * Plays tasks on as many threads as there are cores.
 * @param player the built `dayWorker.ts`.
 * @param done is told of each as it ends.
 * @returns what came of them, in the order of the tasks.
 */
export async function playAll(
  tasks: readonly Task[],
  player: URL,
  done: (task: Task, played: Played) => void,
): Promise<readonly Played[]> {
  const results: Played[] = []
  let next = 0
  const work = async (worker: Worker): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at]
      if (task === undefined) return
      worker.postMessage(task)
      // It throws what the thread died of.
      const [played] = (await once(worker, 'message')) as [Played]
      results[at] = played
      done(task, played)
    }
  }
  const workers = Array.from(
    { length: Math.min(tasks.length, availableParallelism()) },
    () => new Worker(player, { resourceLimits: { maxYoungGenerationSizeMb: 128 } }),
  )
  try {
    await Promise.all(workers.map(work))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return results
}
