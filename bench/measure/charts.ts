import type { Page } from '@playwright/test'
import { median } from '../statistics.ts'
import type { PartResult, Run } from '../types.ts'
import { onStage } from './stage.ts'

const PAGES = ['ourChart', 'uplot', 'plainRecharts'] as const
const WARM_UP = 2
/** Plain Recharts takes seconds a drawing. */
const READY_MS = 180_000

/** A chart's refresh, 24 h × 14 regions, from having the data to the whole drawing painted. */
export async function charts({ chromium, samples, say }: Run): Promise<PartResult> {
  const result: PartResult = {
    samples: {},
    notes: { data: '14 lines × 17,280 points (24 h at 5 s), all moved on by one' },
  }
  await onStage(chromium, async (stage) => {
    const pages = new Map<string, Page>()
    for (const name of PAGES) {
      const page = await stage.page(`${stage.pages}/${name}/index.html`)
      await page.waitForFunction(() => window.benchChart?.ready === true, null, { timeout: READY_MS })
      pages.set(name, page)
    }
    const took = new Map(PAGES.map((name): [string, number[]] => [name, []]))
    for (let i = -WARM_UP; i < samples; i += 1) {
      for (const [name, page] of pages) {
        const ms = await page.evaluate(() => window.benchChart?.next() ?? Number.NaN)
        if (i >= 0) took.get(name)?.push(ms)
      }
    }
    for (const [name, values] of took) result.samples[name] = { unit: 'ms', values }
    say(`charts: ${[...took].map(([name, values]) => `${name} ${median(values).toFixed(1)} ms`).join(' · ')}`)
  })
  return result
}
