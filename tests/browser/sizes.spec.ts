import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { openLive } from '../support/page.ts'

const PAGES = [
  '/?deployment=1&deployment=2',
  '/drains',
  '/rollouts',
  '/capacity',
  '/events',
  '/alerts',
  '/report',
  '/health',
  '/settings',
]
const WIDTHS = [360, 480, 720, 1000, 1440]

/** After all that a new width draws, charts among it. */
const widthOf = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    return document.documentElement.scrollWidth
  })

test('no page is wider than the window, from a phone to a desk', async ({ page, roomdeck }) => {
  // A rollout, so that deployments stand among the choices.
  const { url } = await roomdeck({ flags: ['--speed', '60', '--interval', '1s', '--story', 'rollout'] })
  const wide: string[] = []
  for (const path of PAGES) {
    await openLive(page, url + path)
    // Drawn, and not "is loading" any more.
    await expect.poll(async () => (await page.getByRole('main').innerText()).length).toBeGreaterThan(300)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const needed = await widthOf(page)
      if (needed > width) wide.push(`${path} at ${width} px needs ${needed}`)
    }
  }
  expect(wide).toEqual([])
})
