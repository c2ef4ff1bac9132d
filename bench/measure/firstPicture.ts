import { join } from 'node:path'
import { gzippedBytes, readBundle } from '../../tests/support/bundle.ts'
import { ROOT } from '../../tests/support/spawn.ts'
import { median } from '../statistics.ts'
import type { PartResult, Run } from '../types.ts'
import { onStage, pause, type Stage } from './stage.ts'

/** A load of 50,000 processes takes seconds; so many loads at most of each size. */
const MOST_LOADS = 20
const GIVE_UP_MS = 120_000
const QUIET_MS = 1500

interface Load {
  ms: number
  longTasks: number[]
  progress: string
  /** Scripts whose download ended, and began, before the first row was painted. */
  ended: string[]
  begun: string[]
}

async function load(stage: Stage, url: string): Promise<Load> {
  const page = await stage.page(url)
  await page.waitForFunction(() => (window.benchProbe.firstRow?.painted ?? Number.NaN) > 0, null, {
    timeout: GIVE_UP_MS,
    // Not every frame, which would cost the page what is being measured.
    polling: 200,
  })
  await pause(QUIET_MS)
  const seen = await page.evaluate(() => {
    const { firstRow, longTasks } = window.benchProbe
    const painted = firstRow?.painted ?? Number.NaN
    const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) =>
      new URL(name).pathname.endsWith('.js'),
    )
    const pathOf = ({ name }: PerformanceResourceTiming): string => new URL(name).pathname.slice(1)
    return {
      ms: painted,
      longTasks: longTasks.map(({ ms }) => ms),
      progress: firstRow?.progressBefore ?? '',
      ended: scripts.filter(({ responseEnd }) => responseEnd <= painted).map(pathOf),
      begun: scripts.filter(({ startTime }) => startTime <= painted).map(pathOf),
    }
  })
  await page.context().close()
  return seen
}

const APP = join(ROOT, 'dist/app')

/** From an address entered to the first row painted, what blocked the page on the way, and what it had to load. */
export async function firstPicture({ chromium, samples, sizes, say }: Run): Promise<PartResult> {
  const loads = Math.min(samples, MOST_LOADS)
  const result: PartResult = { samples: {}, notes: { loads: `${loads} of each, cold browser cache, pages by turns` } }
  for (const rows of sizes) {
    await onStage(chromium, async (stage) => {
      const upstream = await stage.upstream(rows)
      const deck = await stage.deck(upstream, ['--interval', '5s'])
      const plain = `${stage.pages}/plainPage/index.html?upstream=${encodeURIComponent(upstream.url)}`
      const ours: Load[] = []
      const theirs: Load[] = []
      for (let i = 0; i < loads; i += 1) {
        ours.push(await load(stage, deck.url))
        theirs.push(await load(stage, plain))
      }
      result.samples[`ours ${rows}`] = { unit: 'ms', values: ours.map(({ ms }) => ms) }
      result.samples[`plain page ${rows}`] = { unit: 'ms', values: theirs.map(({ ms }) => ms) }
      const worst = ours.map(({ longTasks }) => Math.max(0, ...longTasks))
      result.samples[`ours ${rows}, longest task`] = { unit: 'ms', values: worst }
      result.notes[`progress at ${rows}`] = ours.every(({ progress }) => progress !== '')
        ? `shown in every load, such as “${ours[0]?.progress}”`
        : `shown in ${ours.filter(({ progress }) => progress !== '').length} of ${ours.length} loads`
      const without = ours.filter(({ progress }) => progress === '').length
      result.samples[`ours ${rows}, without progress`] = { unit: 'loads', values: [without] }
      const first = ours[0]
      if (first) {
        // A shared worker's script is in no page's timings; it is up before the first row all the same.
        const { workers } = readBundle(APP)
        const sum = (paths: readonly string[]): number => gzippedBytes(APP, [...new Set([...paths, ...workers])])
        result.samples[`scripts ended before the first row ${rows}`] = { unit: 'bytes', values: [sum(first.ended)] }
        result.samples[`scripts begun before the first row ${rows}`] = { unit: 'bytes', values: [sum(first.begun)] }
      }
      say(
        `first table at ${rows}: ours ${median(ours.map(({ ms }) => ms)).toFixed(0)} ms · plain page ${median(theirs.map(({ ms }) => ms)).toFixed(0)} ms`,
      )
    })
  }
  const { first, workers, all } = readBundle(APP)
  result.samples['scripts that the first table needs'] = {
    unit: 'bytes',
    values: [gzippedBytes(APP, [...first, ...workers])],
  }
  result.samples['scripts of the whole app'] = { unit: 'bytes', values: [gzippedBytes(APP, all)] }
  return result
}
