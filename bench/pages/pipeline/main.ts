// The app's pipeline in a worker, against JSON.parse of the same texts in the same worker.
import type { PipelineTimes } from './pipeline.worker.ts'

declare global {
  interface Window {
    benchPipeline?: (upstream: string, samples: number) => Promise<PipelineTimes>
  }
}

window.benchPipeline = (upstream, samples) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pipeline.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('error', () => reject(new Error('the worker did not start')))
    worker.addEventListener('message', ({ data }: MessageEvent<PipelineTimes | string>) => {
      worker.terminate()
      if (typeof data === 'string') reject(new Error(data))
      else resolve(data)
    })
    worker.postMessage({ upstream, samples })
  })
