import { Worker } from 'node:worker_threads'

export interface Embedded {
  port: number
  /** Ends the thread; never waits for open calls. */
  close(): Promise<void>
}

/**
 * Starts the simulator in a thread of its own as a real HTTP server on a free loopback port, so that the embedded
 * world comes to the server on the same path as any other upstream.
 * @param options for `listenSimulator`; must survive structured cloning.
 * @param failed hears of a thread that dies later on.
 */
export async function startEmbedded(options: object, failed: (error: Error) => void): Promise<Embedded> {
  // Nothing of the environment goes along: the simulator has no use for the upstream's token.
  const worker = new Worker(new URL('./simulatorWorker.mjs', import.meta.url), { workerData: options, env: {} })
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the simulator ended before it was ready')))
  })
  worker.on('error', failed)
  return {
    port,
    async close() {
      worker.off('error', failed)
      await worker.terminate()
    },
  }
}
