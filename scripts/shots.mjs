// `npm run shots`: the README's pictures, taken of the real app in a real Chromium into docs/screens/.
import { mkdirSync } from 'node:fs'
import { ensureBuilt } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inRoot, say } from './project.mjs'

if (!(await ensureDependencies()) || !(await ensureBuilt())) process.exit(1)
const chromium = await findChromium()
if (!chromium) process.exit(1)

const { register } = await import('tsx/esm/api')
register()
const { startRoomdeck } = await import('../tests/support/roomdeck.ts')
const { chromium: playwright } = await import('@playwright/test')

// Fast time fills the charts while a picture is waited for.
const WATCH_MS = 45_000
const FLAGS = ['--seed', '7', '--speed', '20', '--interval', '1s']
const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'phone', width: 360, height: 780 },
]
const THEMES = ['dark', 'light']
const PAGES = [
  { name: 'fleet', path: '/?range=15m' },
  { name: 'process', path: '/?range=15m&sort=-connections', open: true },
  { name: 'drains', path: '/drains' },
  { name: 'rollouts', path: '/rollouts' },
  { name: 'capacity', path: '/capacity' },
  { name: 'alerts', path: '/alerts' },
  { name: 'report', path: '/report' },
  { name: 'events', path: '/events' },
  { name: 'settings', path: '/settings' },
  { name: 'health', path: '/health' },
]

mkdirSync(inRoot('docs/screens'), { recursive: true })
const deck = await startRoomdeck({ flags: FLAGS })
const browser = await playwright.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  for (const { name: size, width, height } of SIZES) {
    for (const theme of THEMES) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, timezoneId: 'UTC' })
      const shots = PAGES.map(async ({ name, path, open }) => {
        const page = await context.newPage()
        await page.goto(deck.url + path)
        if (open) {
          await page.locator('[role=row][data-index] a').first().click()
        }
        await page.waitForTimeout(WATCH_MS)
        await page.screenshot({ path: inRoot('docs/screens', `${name}-${theme}-${size}.png`) })
      })
      await Promise.all(shots)
      await context.close()
      say(`${size} ${theme} taken`)
    }
  }
} finally {
  await browser.close()
  await deck.stop()
}
