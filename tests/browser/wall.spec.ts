import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { feed, openFleet, openLive } from '../support/page.ts'
import { startHandMade, wireRow } from '../support/rows.ts'

test.describe('at 3840 × 2160', () => {
  test.use({ viewport: { width: 3840, height: 2160 } })

  test('the wall screen reads from afar, shows no table, and Escape leaves it', async ({ page, deck }) => {
    // Of three hours, whether its way there says so or not.
    await page.goto(`${deck.url}/wall`)
    await expect(page).toHaveURL(/\/wall\?range=3h/)
    await openFleet(page, `${deck.url}/?range=15m`)
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('textbox', { name: 'Find a command' }).fill('wall')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/wall\?.*range=3h/)
    await expect(page.getByRole('figure', { name: 'Active connections over time' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Events of 30 minutes' })).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
    await expect(page.getByRole('grid')).toHaveCount(0)
    const heightOf = (text: string | RegExp) =>
      page
        .getByText(text, { exact: true })
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(await heightOf(/^(OK|Watch|Act now)$|^[✓◆✕] /)).toBeGreaterThanOrEqual(64)
    const figure = page.getByRole('definition').first().locator('b')
    expect((await figure.boundingBox())?.height).toBeGreaterThanOrEqual(48)
    // Nothing is cut off or scrolled to.
    const sizes = await page.evaluate(() => [
      document.documentElement.scrollHeight,
      document.documentElement.scrollWidth,
    ])
    expect(sizes).toEqual([2160, 3840])
    // The range is the one that was chosen before.
    await page.keyboard.press('Escape')
    await expect(page).not.toHaveURL(/wall/)
    await expect(page).toHaveURL(/range=15m/)
    await expect(page.getByRole('navigation')).toBeVisible()
    // What the chart is narrowed to is said, and taken back there.
    await page.goto(`${deck.url}/wall?region=Tokyo&range=3h`)
    await page.getByRole('button', { name: 'Tokyo ✕' }).click()
    await expect(page).not.toHaveURL(/region/)
    await page.getByRole('slider').press('ArrowLeft')
    // Once from the chart's crosshair, once from the wall.
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/wall/)
    await page.keyboard.press('Escape')
    await expect(page).not.toHaveURL(/wall|range/)
  })
})

test('greys as a whole when the feed fails', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await page.goto(`${deck.url}/wall?range=3h`)
  await expect(page.getByText(/Live · /)).toBeVisible()
  await expect(page.getByRole('main')).toHaveAttribute('data-fresh', 'true')
  await deck.setFaults(['http-500'])
  await expect(page.getByText(/Failing · /)).toBeVisible()
  await expect(page.getByRole('main')).toHaveAttribute('data-fresh', 'false')
})

test('a newer build: the wall screen reloads itself, a desk is told', async ({ page, context, roomdeck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  const folder = mkdtempSync(join(tmpdir(), 'roomdeck-build-'))
  try {
    const first = await roomdeck()
    const { port, url } = first
    await page.goto(`${url}/wall`)
    await expect(page.getByText(/Live · /)).toBeVisible()
    const desk = await context.newPage()
    await openLive(desk, url)
    await page.evaluate(() => Reflect.set(window, 'old', true))
    await first.stop()
    cpSync('dist/app', folder, { recursive: true })
    writeFileSync(join(folder, 'new.txt'), 'a file that the first build has not')
    await roomdeck({ port, dist: folder })
    const look = (one: typeof page) =>
      one.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    await expect(feed(desk)).toContainText(/^Live/, { timeout: 30_000 })
    await look(desk)
    await expect(desk.getByRole('status', { name: 'New version' })).toContainText('A newer version')
    // It may have found out by itself by now.
    await expect(async () => {
      await look(page)
      expect(await page.evaluate(() => Reflect.get(window, 'old') as unknown)).toBeUndefined()
    }).toPass({ timeout: 30_000 })
    await expect(page.getByText(/Live · /)).toBeVisible()
    // And no more than once.
    await page.evaluate(() => Reflect.set(window, 'before', true))
    await look(page)
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem('roomdeck.served.tried'))).not.toBeNull()
    expect(await page.evaluate(() => Reflect.get(window, 'before') as unknown)).toBe(true)
    await desk.getByRole('button', { name: 'Reload' }).click()
    await expect(desk.getByRole('status', { name: 'New version' })).toHaveCount(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a server started anew for another source: its rows are refused, a desk is told, the wall screen reloads itself', async ({
  page,
  context,
  roomdeck,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  const [staging, prod] = [await startHandMade([wireRow('staging-1')]), await startHandMade([wireRow('prod-1')])]
  const first = await roomdeck({ flags: ['--upstream', staging.url, '--interval', '1s'] })
  const { port, url } = first
  await page.goto(`${url}/wall`)
  await expect(page.getByText(/Live · /)).toBeVisible()
  const desk = await context.newPage()
  await openLive(desk, url)
  await expect(desk.getByRole('row', { name: /staging-1/ })).toBeVisible()
  await first.stop()
  const loaded = page.waitForEvent('load')
  await roomdeck({ flags: ['--upstream', prod.url, '--interval', '1s'], port })
  await expect(feed(desk)).toContainText(/^Failing · this server now watches another source/, { timeout: 30_000 })
  await expect(desk.getByRole('row', { name: /staging-1/ })).toBeVisible()
  await expect(desk.getByRole('row', { name: /prod-1/ })).toHaveCount(0)
  const told = desk.getByRole('status', { name: 'Another source' })
  await expect(told).toContainText(`This server now watches ${new URL(prod.url).host}`)
  await loaded
  await expect(page.getByText(/Live · /)).toBeVisible()
  await told.getByRole('button', { name: 'Reload' }).click()
  await expect(desk.getByRole('row', { name: /prod-1/ })).toBeVisible()
  await expect(desk.getByRole('row', { name: /staging-1/ })).toHaveCount(0)
  await Promise.all([staging.close(), prod.close()])
})
