import type { Page } from '@playwright/test'
import type { PartResult, Run } from '../types.ts'
import { openOurs } from './refresh.ts'
import { onStage, pause } from './stage.ts'

const WHEELS = 60
const STEPS = 60
const KEYS = [...Array.from({ length: 20 }, () => 'PageDown'), 'End', 'PageUp', 'PageUp', 'Home', 'PageDown', 'End']

async function wheel(page: Page): Promise<void> {
  const box = await page.locator('[role=grid][aria-label="Processes"]').locator('xpath=..').boundingBox()
  if (box) await page.mouse.move(box.x + 300, Math.max(box.y, 0) + 200)
  for (let i = 0; i < WHEELS; i += 1) {
    await page.mouse.wheel(0, i % 10 < 8 ? 600 : -1500)
    await pause(50)
  }
}

/** The scroll bar dragged from top to bottom: one jump a frame. */
const drag = (page: Page): Promise<void> =>
  page.evaluate(async (steps) => {
    const scroller = document.querySelector('[role=grid][aria-label="Processes"]')?.parentElement
    if (!scroller) return
    for (let step = 0; step <= steps; step += 1) {
      scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * step) / steps
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, STEPS)

async function keys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const scroller = document.querySelector('[role=grid][aria-label="Processes"]')?.parentElement
    if (scroller) scroller.scrollTop = 0
  })
  await pause(300)
  await page.locator('[role=grid][aria-label="Processes"] [data-index="0"]').focus()
  for (const key of KEYS) {
    await page.keyboard.press(key)
    await pause(80)
  }
}

const WAYS = { wheel, 'scroll bar': drag, keys }

/** Long tasks of the page while the table is scrolled and polls go on every second. */
export async function scroll({ chromium, sizes, quick, say }: Run): Promise<PartResult> {
  const result: PartResult = {
    samples: {},
    notes: { counted: 'tasks of 50 ms and more on the page’s main thread; polls every second went on' },
  }
  for (const rows of sizes) {
    await onStage(chromium, async (stage) => {
      const page = await openOurs(stage, await stage.upstream(rows), '/?sort=-connections')
      await pause(3000)
      for (const [name, act] of Object.entries(WAYS)) {
        await page.evaluate(() => window.benchProbe.reset())
        const began = Date.now()
        for (let i = 0; i < (quick ? 1 : 4); i += 1) await act(page)
        await pause(300)
        const tasks = await page.evaluate(() => window.benchProbe.longTasks.map(({ ms }) => ms))
        result.samples[`${name} ${rows}`] = { unit: 'ms', values: tasks }
        result.notes[`${name} ${rows}`] = `${tasks.length} long tasks in ${((Date.now() - began) / 1000).toFixed(0)} s`
        say(`scroll ${rows}, ${name}: ${tasks.length} long tasks, worst ${Math.max(0, ...tasks)} ms`)
      }
    })
  }
  return result
}
