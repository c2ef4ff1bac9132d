import type { Page } from '@playwright/test'
import { mean } from '../statistics.ts'
import type { PartResult, Run } from '../types.ts'
import { openOurs } from './refresh.ts'
import { counting, onStage, pause, type Counters, type Stage, type Upstream } from './stage.ts'

const PLAIN_ROWS = 10_000
/** Seconds of one turn, and turns of each page. */
const TURN = 10
/** Polls that a page is given to come back to its stride after a pause. */
const SETTLE_MS = 4000
/**
 * People watch for hours: charts of the first minutes, whose axes move with every poll, are not what they cost. After an
 * hour the window that is shown at first is full.
 */
const WATCHED_MS = { quick: 30_000, usual: 5 * 60_000, long: 60 * 60_000 }
const SORTED = 1_000_000

interface Runner {
  name: string
  page: Page
  upstream: Upstream
  cpu: { read(): Promise<Counters> }
  clock: { read(): Promise<Counters> }
  pause(on: boolean): Promise<void>
  cpuMs: number[]
  clockMs: number[]
  polls: number
  seconds: number
  longTasks: number[]
}

async function runner(
  name: string,
  page: Page,
  upstream: Upstream,
  hold: (on: boolean) => Promise<void>,
): Promise<Runner> {
  const [cpu, clock] = [await counting(page, true), await counting(page, false)]
  return { name, page, upstream, cpu, clock, pause: hold, cpuMs: [], clockMs: [], polls: 0, seconds: 0, longTasks: [] }
}

async function openApp(stage: Stage, rows: number): Promise<Runner> {
  const upstream = await stage.upstream(rows)
  const page = await openOurs(stage, upstream, '/?sort=-connections')
  await page.evaluate(() => scrollTo(0, 0))
  let paused = false
  return runner(`ours ${rows}`, page, upstream, async (on) => {
    if (on === paused) return
    paused = on
    await page.keyboard.press('p')
  })
}

async function openPlain(stage: Stage): Promise<Runner> {
  const upstream = await stage.upstream(PLAIN_ROWS)
  const page = await stage.page(`${stage.pages}/plainPage/index.html?upstream=${encodeURIComponent(upstream.url)}`)
  await page.locator('.body .line').first().waitFor({ timeout: 60_000 })
  return runner(`plain page ${PLAIN_ROWS}`, page, upstream, (on) =>
    page.evaluate((held) => window.benchPlain?.pause(held), on),
  )
}

/** One turn: the page polls alone, and its main thread is read every second. */
async function turn(one: Runner): Promise<void> {
  await one.pause(false)
  await pause(SETTLE_MS)
  await one.page.evaluate(() => window.benchProbe.reset())
  let [cpu, clock, at] = [await one.cpu.read(), await one.clock.read(), performance.now()]
  for (let second = 0; second < TURN; second += 1) {
    await pause(1000)
    const [nextCpu, nextClock, now] = [await one.cpu.read(), await one.clock.read(), performance.now()]
    const seconds = (now - at) / 1000
    one.cpuMs.push((nextCpu.task - cpu.task) / seconds)
    one.clockMs.push((nextClock.task - clock.task) / seconds)
    one.seconds += seconds
    ;[cpu, clock, at] = [nextCpu, nextClock, now]
  }
  const seen = await one.page.evaluate(() => {
    const { samples, longTasks } = window.benchProbe
    return { polls: samples.length, longTasks: longTasks.map(({ ms }) => ms) }
  })
  one.polls += seen.polls
  one.longTasks.push(...seen.longTasks)
  await one.pause(true)
  await pause(500)
}

/** Bytes of the messages from the worker in a few polls; empty while the engine runs in the page. */
async function weigh(one: Runner, polls: number): Promise<number[]> {
  await one.pause(false)
  await pause(SETTLE_MS)
  await one.page.evaluate(() => {
    window.benchProbe.reset()
    window.benchProbe.weigh = true
  })
  const perPoll: number[] = []
  for (let i = 0; i < polls; i += 1) {
    const sum = await one.page.evaluate(async () => {
      await window.benchProbe.waitForNext(15_000)
      return window.benchProbe.weights.splice(0).reduce((total, bytes) => total + bytes, 0)
    })
    if (i > 0) perPoll.push(sum)
  }
  await one.pause(true)
  return perPoll
}

/** CPU time of sorting random doubles in the page, counted as the page's own tasks are. */
async function sortTimes({ page, cpu }: Runner, samples: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < samples; i += 1) {
    await page.evaluate((length) => {
      Reflect.set(window, 'benchDoubles', Float64Array.from({ length }, Math.random))
    }, SORTED)
    const { task } = await cpu.read()
    await page.evaluate(() => void (Reflect.get(window, 'benchDoubles') as Float64Array).sort())
    times.push((await cpu.read()).task - task)
  }
  return times
}

/** Main-thread time of the page per second, polling every second, table and both charts live. Pages take turns. */
export async function mainThread({ chromium, samples, sizes, quick, long, say }: Run): Promise<PartResult> {
  const watchedMs = WATCHED_MS[quick ? 'quick' : long ? 'long' : 'usual']
  const result: PartResult = {
    samples: {},
    notes: {
      counted:
        'CPU time of the page’s main thread (all tasks, DevTools TaskDuration in thread time), per second; turns of 10 s',
      watched: `all pages poll for ${watchedMs / 1000} s before they are measured`,
      'plain page': 'draws the points of its own polls, as the app does',
    },
  }
  await onStage(chromium, async (stage) => {
    const runners: Runner[] = []
    for (const rows of sizes) {
      runners.push(await openApp(stage, rows))
    }
    runners.push(await openPlain(stage))
    await pause(watchedMs)
    for (const one of runners) await one.pause(true)
    const turns = quick ? 1 : Math.ceil(samples / TURN)
    for (let i = 0; i < turns; i += 1) for (const one of runners) await turn(one)
    for (const one of runners) {
      const perPoll = one.cpuMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, one.polls)
      result.samples[one.name] = { unit: 'ms/s', values: one.cpuMs }
      result.samples[`${one.name}, on the clock`] = { unit: 'ms/s', values: one.clockMs }
      result.samples[`${one.name}, per poll`] = { unit: 'ms', values: [perPoll] }
      result.samples[`${one.name}, long tasks`] = { unit: 'ms', values: one.longTasks }
      result.notes[`${one.name}, polls`] = `${one.polls} painted in ${one.seconds.toFixed(0)} s`
      say(`main thread, ${one.name}: ${mean(one.cpuMs).toFixed(0)} ms/s, ${perPoll.toFixed(0)} ms a poll`)
    }
    const last = runners.at(-2)
    if (last) result.samples['sort of 10⁶ doubles'] = { unit: 'ms', values: await sortTimes(last, samples) }
    for (const [at, one] of runners.slice(0, -1).entries()) {
      result.samples[`payload ${sizes[at]}`] = { unit: 'bytes', values: [await one.upstream.bytes()] }
      result.samples[`${one.name}, patch`] = { unit: 'bytes', values: await weigh(one, quick ? 3 : 8) }
    }
  })
  return result
}
