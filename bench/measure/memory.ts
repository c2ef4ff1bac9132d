import type { PartResult, Run } from '../types.ts'
import { readHeaps } from './heap.ts'
import { openOurs } from './refresh.ts'
import { onStage } from './stage.ts'

const ROWS = 10_000
const POLLS = { quick: 40, usual: 200, long: 2000 }
const READINGS = 20
const GIVE_UP_MS = 60_000

/** Bytes per 500 polls: the slope of the least squares line through the second half, when everything has filled up. */
export function slopePer500(polls: readonly number[], bytes: readonly number[]): number {
  const from = Math.floor(polls.length / 2)
  const [x, y] = [polls.slice(from), bytes.slice(from)]
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  const above = x.reduce((sum, value, at) => sum + (value - mx) * ((y[at] ?? 0) - my), 0)
  const below = x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
  return (above / below) * 500
}

/** What page and workers hold over many polls of 10,000 processes; polls are asked for by the refresh key. */
export async function memory({ chromium, quick, long, say }: Run): Promise<PartResult> {
  const wanted = long ? POLLS.long : quick ? POLLS.quick : POLLS.usual
  const polls: number[] = []
  const page: number[] = []
  const workers: number[] = []
  let workerCount = 0
  await onStage(chromium, async (stage) => {
    const opened = await openOurs(stage, await stage.upstream(ROWS), '/?sort=-connections')
    const { origin } = new URL(opened.url())
    for (let done = 0; done <= wanted; done += 1) {
      if (done % Math.ceil(wanted / READINGS) === 0) {
        const reading = await readHeaps(stage.browser, origin)
        polls.push(done)
        page.push(reading.page)
        workers.push(reading.workers)
        workerCount = Math.max(workerCount, reading.workerCount)
      }
      const painted = opened.evaluate((giveUpMs) => {
        window.benchProbe.reset()
        return window.benchProbe.waitForNext(giveUpMs)
      }, GIVE_UP_MS)
      await opened.keyboard.press('r')
      if (!(await painted)) throw new Error(`poll ${done} was not painted`)
    }
  })
  const both = page.map((bytes, at) => bytes + (workers[at] ?? 0))
  say(`memory after ${wanted} polls: ${((both.at(-1) ?? 0) / 1e6).toFixed(0)} MB`)
  return {
    samples: {
      polls: { unit: 'polls', values: polls },
      page: { unit: 'bytes', values: page },
      workers: { unit: 'bytes', values: workers },
      'page and workers': { unit: 'bytes', values: both },
      slope: { unit: 'bytes per 500 polls', values: [slopePer500(polls, both)] },
    },
    notes: {
      polls: long ? '2,000 polls' : `${wanted} polls only: 2,000 take --long; the slope is over the second half`,
      counted:
        'used V8 heap, backing stores of buffers and the DOM’s heap after two collections; not the browser itself',
      workers: `${workerCount} found`,
    },
  }
}
