import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { openFleet, openLive, pasted, pause } from '../support/page.ts'
import { startHandMade, wireRow } from '../support/rows.ts'

// One timeline: what was seen, the operator's notes, and the way from an event to the charts around it.

const events = (page: Page) => page.getByRole('table', { name: 'Events' })

test('what the fleet does stands on the timeline; kinds, regions and words filter it, in the address', async ({
  page,
  roomdeck,
  visitor,
}) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '600'] })
  await openLive(page, url)
  await page.getByRole('link', { name: 'Events', exact: true }).click()
  const rows = events(page).getByRole('row')
  const drain = page.getByRole('button', { name: /^Drain \d/ })
  const ended = page.getByRole('button', { name: /^Ended \d/ })
  await expect(drain).toBeVisible({ timeout: 20_000 })
  await expect(ended).toBeVisible({ timeout: 20_000 })
  await pause(page)
  const all = Number(await events(page).getAttribute('aria-rowcount'))
  const drains = Number(/\d+/.exec((await drain.textContent()) ?? '')?.[0])
  await drain.click()
  await expect(page).toHaveURL(/kind=drain/)
  await expect(events(page)).toHaveAttribute('aria-rowcount', String(drains))
  expect(drains).toBeLessThan(all)
  await expect(rows.nth(1)).toContainText('draining, with')

  // Counts of the other kinds stay: they say what a click would show.
  await expect(ended).not.toContainText(/ 0$/)
  await ended.click({ modifiers: ['Alt'] })
  await expect(page).toHaveURL(/kind=ended/)
  await expect(page).not.toHaveURL(/kind=drain/)
  await page.getByRole('searchbox', { name: 'Find events' }).fill('nothing says this')
  await expect(page.getByText('No event in this time')).toBeVisible()
  const stranger = await visitor()
  await openLive(stranger, page.url())
  await expect(stranger.getByRole('searchbox', { name: 'Find events' })).toHaveValue('nothing says this')
})

test('what was seen a moment before the tab closed is there in the next', async ({ page, context, roomdeck }) => {
  const [stays, goes] = ['stays', 'goes'].map((id) => wireRow(id))
  const upstream = await startHandMade([stays, goes])
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  const gone = (of: Page) => events(of).getByRole('row').filter({ hasText: 'gone, not in the stopped list' })
  await openLive(page, `${url}/events`)
  upstream.list([stays])
  await expect(gone(page)).toHaveCount(1)
  await page.close()
  const next = await context.newPage()
  await openLive(next, `${url}/events`)
  await expect(gone(next)).toHaveCount(1)
  await upstream.close()
})

test('a note is kept, marks the charts, is copied in UTC, and can be deleted', async ({ page, context, deck }) => {
  await context.grantPermissions(['clipboard-write'])
  await openLive(page, `${deck.url}/events?kind=note`)
  const words = 'Called the network team | *twice*'
  await page.getByRole('textbox', { name: 'Note' }).fill(words)
  await page.keyboard.press('Enter')
  const row = events(page).getByRole('row').filter({ hasText: words })
  await expect(row).toHaveCount(1)
  await page.reload()
  await expect(row).toHaveCount(1)

  await page.getByRole('button', { name: 'Copy as Markdown (UTC)' }).click()
  await expect(page.getByRole('button', { name: 'copied' })).toBeVisible()
  const copied = await pasted(page)
  expect(copied).toMatch(
    /^## Events, last 1 h\n\n- \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ \*\*Note:\*\* Called the network team \\\| \\\*twice\\\*\n$/,
  )

  // From the event to the charts around it.
  await row.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/\?.*range=\d{8}T\d{6}Z-/)
  await expect(page.getByRole('figure', { name: 'Active connections over time' })).toContainText('✎')
  await page.goBack()
  const remove = row.getByRole('button', { name: `Delete the note ${words}` })
  await remove.focus()
  await page.keyboard.press('Enter')
  await expect(row).toHaveCount(0)
  // It can be had back, and the keyboard stands where that is done.
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await remove.click()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeVisible()
  await expect(row).toHaveCount(0)
})

test('the keyboard stays with what it stands on when events come above it', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '60'] })
  await openLive(page, `${url}/events`)
  const links = events(page).getByRole('link')
  await expect.poll(() => links.count()).toBeGreaterThan(8)
  const link = links.nth(5)
  await link.focus()
  const href = await link.getAttribute('href')
  const rows = Number(await events(page).getAttribute('aria-rowcount'))
  await expect.poll(async () => Number(await events(page).getAttribute('aria-rowcount'))).toBeGreaterThan(rows)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(href)
})

test('a lost process stays below the table until somebody acknowledges it', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '600'] })
  await openFleet(page, url)
  const gone = page.getByRole('region', { name: 'Gone' })
  await expect(gone.getByRole('button', { name: /^Acknowledge / }).first()).toBeVisible({ timeout: 60_000 })
  await pause(page)
  const first = gone.getByRole('button', { name: /^Acknowledge / }).first()
  const id = ((await first.getAttribute('aria-label')) ?? '').replace('Acknowledge ', '')
  await first.click()
  await expect(gone.getByRole('button', { name: `Acknowledge ${id}` })).toHaveCount(0)
  await page.reload()
  await openFleet(page, url)
  await expect(gone.getByRole('button', { name: `Acknowledge ${id}` })).toHaveCount(0)

  // All that the figure counts stands behind its link; the choice of kinds stays on that page.
  await page.getByRole('link', { name: /lost in 24 h$/ }).click()
  await expect(page).toHaveURL(/kind=lost.*range=24h|range=24h.*kind=lost/)
  await expect(page.getByRole('table', { name: 'Events' }).getByText('Lost').first()).toBeVisible()
  await page.getByRole('link', { name: 'Fleet', exact: true }).click()
  await expect(page).not.toHaveURL(/kind=/)
})
