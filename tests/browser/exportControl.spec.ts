import type { Download } from '@playwright/test'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { choose, exportAs, exportBar, exportButton, fileOf, WRITER } from '../support/exported.ts'
import { holdBack, openFleet, openLive, pause, quiet, rowCount } from '../support/page.ts'
import { lose } from '../support/watchedServer.ts'

// An export as the one at the page sees it: begun, watched, cancelled, failed.

test('a big export shows how far it is; cancelled, it leaves no file, and the page answers meanwhile', async ({
  page,
  roomdeck,
}, { annotations }) => {
  const { url } = await roomdeck({ flags: ['--interval', '5s', '--processes', '10000'] })
  await page.addInitScript(() => {
    const tasks: number[] = []
    Reflect.set(globalThis, '__longTasks', tasks)
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })
  await openFleet(page, `${url}/?sort=process`)
  await pause(page)
  const downloads: Download[] = []
  page.on('download', (download) => downloads.push(download))

  const letGo = await holdBack(page, WRITER)
  await choose(page, 'Rooms as JSON')
  await expect(exportBar(page)).toContainText(/^Exporting rooms/)
  await expect(page.getByRole('progressbar', { name: 'Processes exported' })).toBeVisible()
  await expect(page.getByRole('status').getByText('Exporting rooms', { exact: true })).toBeAttached()
  await page.getByRole('searchbox').fill('a')
  await page.getByRole('searchbox').fill('')
  await exportButton(page).click()
  await expect(page.getByText('An export is running')).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Rooms as CSV' })).toBeDisabled()
  await page.getByRole('menuitem', { name: 'Rooms as CSV' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(exportBar(page)).toContainText(/^Exporting rooms/)

  // In the page itself, so that it is half way through for sure.
  const cancelled = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const observer = new MutationObserver(() => {
          const words = document.querySelector('[role=group][aria-label=Export]')?.textContent ?? ''
          if (!/those of [1-9]/.test(words)) return
          observer.disconnect()
          document.querySelector<HTMLElement>('[aria-label="Cancel the export"]')?.click()
          resolve(words)
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
  )
  letGo()
  expect(await cancelled).toMatch(/^Exporting rooms: those of [\d,]+ of (?:9|10|11),\d{3} processes/)
  await expect(exportBar(page)).toContainText('Export cancelled, no file was made')
  await quiet(1500)
  expect(downloads).toEqual([])

  await page.evaluate(() => (Reflect.get(globalThis, '__longTasks') as number[]).splice(0))
  const began = Date.now()
  const { text } = await exportAs(page, 'Rooms as JSON')
  const took = Date.now() - began
  const said = JSON.parse(text)
  expect(said.sums.processes).toBe(await rowCount(page))
  expect(said.rows).toHaveLength(said.sums.rooms)
  expect(downloads).toHaveLength(1)
  const long = await page.evaluate(() => (Reflect.get(globalThis, '__longTasks') as number[]).filter((ms) => ms > 200))
  annotations.push({ type: 'measured', description: `${took} ms, ${long.length} tasks over 200 ms` })
})

test('by keyboard: the focus goes back to the button that began it', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const button = exportButton(page)
  // What stands there before the menu is loaded would be replaced under the focus.
  await expect(button).toHaveAttribute('aria-haspopup', 'menu')
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Processes as CSV' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Processes as JSON' })).toBeFocused()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/^roomdeck-processes-.*\.json$/)
  await expect(button).toBeFocused()
  await expect(exportBar(page)).toContainText(/^Exported /)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Close what is said of the export' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(exportBar(page)).toHaveCount(0)
  await expect(button).toBeFocused()
})

test('an export goes on while its user looks at another page', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await pause(page)
  const letGo = await holdBack(page, WRITER)
  await choose(page, 'Processes as JSON')
  await page.getByRole('link', { name: 'Drains', exact: true }).click()
  await expect(page.getByRole('grid', { name: 'Drains', exact: true })).toBeVisible()
  const downloaded = page.waitForEvent('download')
  letGo()
  const { text } = await fileOf(await downloaded)
  expect(JSON.parse(text).rows.length).toBeGreaterThan(100)
  await page.getByRole('link', { name: 'Fleet', exact: true }).click()
  await expect(exportBar(page)).toContainText(/^Exported /)
})

test('after a new build was put in place it says to reload; nothing to export is no choice', async ({
  page,
  deck,
  roomdeck,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  const { url } = await roomdeck({ flags: ['--processes', '40'] })
  await openFleet(page, url)
  lose(new URL(url).origin, WRITER)
  await choose(page, 'Rooms as CSV')
  await expect(exportBar(page)).toContainText(/^No file was made: .*reload the page/)

  await openLive(page, `${deck.url}/?region=Nowhere`)
  await exportButton(page).click()
  await expect(page.getByText(/^0 of [\d,]+ processes, sorted by/)).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Rooms as CSV' })).toBeDisabled()
})
