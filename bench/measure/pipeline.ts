import { median } from '../statistics.ts'
import type { PartResult, Run } from '../types.ts'
import { onStage } from './stage.ts'

/** One poll through the app's pipeline, against JSON.parse of the same text in the same worker. */
export async function pipeline({ chromium, samples, sizes, say }: Run): Promise<PartResult> {
  const result: PartResult = {
    samples: {},
    notes: { counted: 'text to patch, JSON.parse included; no download, no decoding of bytes, no posting' },
  }
  for (const rows of sizes) {
    await onStage(chromium, async (stage) => {
      const upstream = await stage.upstream(rows)
      const page = await stage.page(`${stage.pages}/pipeline/index.html`)
      const times = await page.evaluate(
        async ([url, wanted]) => (await window.benchPipeline?.(url, wanted)) ?? { ours: [], parse: [] },
        [upstream.url, samples] as const,
      )
      result.samples[`ours ${rows}`] = { unit: 'ms', values: times.ours }
      result.samples[`JSON.parse ${rows}`] = { unit: 'ms', values: times.parse }
      say(
        `pipeline at ${rows}: ours ${median(times.ours).toFixed(1)} ms · JSON.parse ${median(times.parse).toFixed(1)} ms`,
      )
    })
  }
  return result
}
