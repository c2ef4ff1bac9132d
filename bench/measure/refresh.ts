import type { Page } from '@playwright/test'
import { median } from '../statistics.ts'
import type { PartResult, Run } from '../types.ts'
import { onStage, pause, type Stage, type Upstream } from './stage.ts'

/** Name in the results, and folder of the page. */
const RIVALS = {
  floor: 'floor',
  'AG Grid': 'agGrid',
  'AG Grid, in place': 'agGrid',
  'TanStack Table, all rows': 'tanstackAll',
} as const
const RIVAL_NAMES = Object.keys(RIVALS) as (keyof typeof RIVALS)[]
/** The ways that the grid's guides name for live data. */
const WAYS = ['transaction', 'async transaction', 'rowData'] as const
const WARM_UP = 5
const CALM_MS = 250
const TRIES = 8
const GIVE_UP_MS = 40_000

/** Asks a rival for its next poll and waits for the frame. */
const stepRival = (page: Page): Promise<number> =>
  page.evaluate(async (giveUpMs) => {
    const painted = window.benchProbe.waitForNext(giveUpMs)
    window.benchPage?.next()
    const sample = await painted
    if (!sample) throw new Error('the rival drew nothing')
    return sample.ms
  }, GIVE_UP_MS)

/** Lets the upstream answer the poll that the app waits for, and waits until it is painted. */
async function stepOurs(page: Page, upstream: Upstream): Promise<{ ms: number; from: string }> {
  const until = Date.now() + GIVE_UP_MS
  while (!(await upstream.asked())) {
    if (Date.now() > until) throw new Error('the app asked for nothing')
    await pause(25)
  }
  await page.evaluate(() => window.benchProbe.arm())
  const mark = await upstream.release()
  if (mark === null) throw new Error('the app took its question back')
  const sample = await page.evaluate(([wanted, timeoutMs]) => window.benchProbe.waitFor(wanted, timeoutMs), [
    mark,
    GIVE_UP_MS,
  ] as const)
  if (!sample) throw new Error(`the app did not draw poll ${mark}`)
  return sample
}

const setWay = (page: Page, way: string): Promise<void> =>
  page.evaluate((name) => window.benchPage?.setWay?.(name), way)

/** AG Grid the way that is fastest here, at this size. */
async function chooseWay(page: Page): Promise<string> {
  const tried: { way: string; ms: number }[] = []
  for (const way of WAYS) {
    await setWay(page, way)
    const times: number[] = []
    for (let i = 0; i < TRIES; i += 1) times.push(await stepRival(page))
    tried.push({ way, ms: median(times.slice(1)) })
  }
  const best = tried.toSorted((a, b) => a.ms - b.ms)[0]?.way ?? WAYS[0]
  await setWay(page, best)
  return `${best} (tried: ${tried.map(({ way, ms }) => `${way} ${Math.round(ms)} ms`).join(', ')})`
}

async function openRival(stage: Stage, name: string, rows: number): Promise<Page> {
  const page = await stage.page(`${stage.pages}/${name}/index.html?rows=${rows}`)
  await page.waitForFunction((wanted) => window.benchPage?.ready === wanted, rows, { timeout: GIVE_UP_MS })
  return page
}

/** Opens the app, sorted as the rivals are, with the table in view, and holds its polls from then on. */
export async function openOurs(stage: Stage, upstream: Upstream, path: string): Promise<Page> {
  const deck = await stage.deck(upstream, ['--interval', '1s'])
  const page = await stage.page(deck.url + path)
  const table = page.getByRole('grid', { name: 'Processes', exact: true })
  await table.locator('[data-index]').first().waitFor({ timeout: 120_000 })
  await table.evaluate((element) => element.parentElement?.scrollIntoView({ block: 'end' }))
  return page
}

/** Lets the app finish what follows a poll (charts, sparklines), so that it takes no time from the next in turn. */
async function calm(page: Page): Promise<void> {
  await pause(CALM_MS)
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })))
}

async function atSize(stage: Stage, rows: number, samples: number, result: PartResult, say: Run['say']): Promise<void> {
  const upstream = await stage.upstream(rows)
  const ours = await openOurs(stage, upstream, '/?sort=-connections')
  const rivals = new Map<string, Page>()
  for (const name of RIVAL_NAMES) rivals.set(name, await openRival(stage, RIVALS[name], rows))
  await upstream.gate()
  await pause(2000)
  const grid = rivals.get('AG Grid')
  const inPlace = rivals.get('AG Grid, in place')
  if (inPlace) await setWay(inPlace, 'in place')
  if (grid) result.notes[`AG Grid, ${rows} rows`] = await chooseWay(grid)
  const took = new Map<string, number[]>([['ours', []], ...RIVAL_NAMES.map((name): [string, number[]] => [name, []])])
  for (let i = -WARM_UP; i < samples; i += 1) {
    const { ms, from } = await stepOurs(ours, upstream)
    if (i >= 0) took.get('ours')?.push(ms)
    result.notes['ours is counted from'] =
      from === 'message' ? "the worker's message" : "the answer's last byte (the engine runs in the page)"
    await calm(ours)
    for (const [name, page] of rivals) {
      const rival = await stepRival(page)
      if (i >= 0) took.get(name)?.push(rival)
    }
  }
  for (const [name, values] of took) result.samples[`${name} ${rows}`] = { unit: 'ms', values }
  const tasks = await ours.evaluate(() => window.benchProbe.longTasks.map(({ ms }) => ms))
  result.samples[`ours ${rows}, long tasks`] = { unit: 'ms', values: tasks }
  say(`refresh at ${rows}: ${[...took].map(([name, values]) => `${name} ${median(values).toFixed(1)} ms`).join(' · ')}`)
  for (const page of [ours, ...rivals.values()]) await page.context().close()
}

/** Refresh to painted frame, all counters of all rows changed; one repetition of each after the other. */
export async function refresh({ chromium, samples, sizes, say }: Run): Promise<PartResult> {
  const result: PartResult = { samples: {}, notes: {} }
  for (const rows of sizes) {
    await onStage(chromium, (stage) => atSize(stage, rows, samples, result, say))
  }
  return result
}
