import { createPipeline } from '../../adapter/pipeline.ts'

export interface PipelineTimes {
  /** ms, in the order taken; one of each per payload. */
  ours: number[]
  parse: number[]
}

async function measure(upstream: string, samples: number): Promise<PipelineTimes> {
  const pipeline = createPipeline()
  const times: PipelineTimes = { ours: [], parse: [] }
  const warmUp = 4
  for (let i = -warmUp; i < samples; i += 1) {
    const response = await fetch(`${upstream}/processes/v1/app-demo/list/running`, { cache: 'no-store' })
    const at = Number(response.headers.get('x-roomdeck-time'))
    const text = await response.text()
    // Each goes first every other time: whoever does meets a colder cache and an emptier heap.
    const order = i % 2 === 0 ? (['ours', 'parse'] as const) : (['parse', 'ours'] as const)
    for (const name of order) {
      const began = performance.now()
      if (name === 'ours') await pipeline.take(text, at)
      else if (!Array.isArray(JSON.parse(text))) throw new Error('no list')
      const ms = performance.now() - began
      if (i >= 0) times[name].push(ms)
    }
  }
  return times
}

addEventListener('message', ({ data }: MessageEvent<{ upstream: string; samples: number }>) => {
  measure(data.upstream, data.samples).then(postMessage, (error: unknown) => postMessage(String(error)))
})
