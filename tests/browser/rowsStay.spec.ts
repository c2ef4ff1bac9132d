import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { openFleet, processes, processRows, shownIds } from '../support/page.ts'
import { startHandMade, wireRow } from '../support/rows.ts'

// Rows never jump under the pointer or the focus: nobody acts on another process than the one looked at.

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const
const listOf = (connections: readonly number[]) =>
  NAMES.map((name, index) => wireRow(`process-${name}`, { activeConnections: connections[index] }))
const UP = listOf([50, 40, 30, 20, 10])
const DOWN = listOf([10, 20, 30, 40, 50])
const idsOf = (names: string): string[] => [...names].map((name) => `process-${name}`)
const note = (page: Page) => page.getByRole('region', { name: 'All processes' }).getByText(/order is \d+ polls? old/)

/** The charts come last and push the table down: a pointer that rests would be on something else by then. */
async function openStill(page: Page, url: string): Promise<void> {
  await openFleet(page, url)
  await expect(page.getByRole('figure', { name: 'Egress over time' })).toBeVisible()
}

test('the order holds under the pointer, says so, and can be asked for anew', async ({ page, roomdeck }) => {
  const upstream = await startHandMade(UP)
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openStill(page, `${url}/?sort=-connections`)
  await expect.poll(() => shownIds(page)).toEqual(idsOf('abcde'))
  await processRows(page).nth(1).hover()
  upstream.list(DOWN)
  // The figures move, the rows do not.
  await expect(processRows(page).first()).toContainText('10')
  await expect(note(page)).toBeVisible()
  expect(await shownIds(page)).toEqual(idsOf('abcde'))
  // By a key: a pointer that leaves the table for it has the order follow already.
  await page.getByRole('button', { name: 're-sort' }).press('Enter')
  await expect.poll(() => shownIds(page)).toEqual(idsOf('edcba'))
  await expect(note(page)).toHaveCount(0)
  await upstream.close()
})

test('the pointer gone, the order follows at once', async ({ page, roomdeck }) => {
  const upstream = await startHandMade(UP)
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openStill(page, `${url}/?sort=-connections`)
  await processRows(page).nth(1).hover()
  upstream.list(DOWN)
  await expect(note(page)).toBeVisible()
  await page.mouse.move(5, 5)
  await expect.poll(() => shownIds(page)).toEqual(idsOf('edcba'))
  await upstream.close()
})

test('a focused row stays the process that it was; who leaves makes room, who comes stands last', async ({
  page,
  roomdeck,
}) => {
  const upstream = await startHandMade(UP)
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openFleet(page, `${url}/?sort=-connections`)
  await processRows(page).first().focus()
  await page.keyboard.press('ArrowDown')
  const focused = () => page.locator('[role=row]:focus').getByRole('link')
  await expect(focused()).toHaveAttribute('aria-label', 'process-b')
  upstream.list([...DOWN.slice(1), wireRow('process-new', { activeConnections: 99 })])
  await expect.poll(() => shownIds(page)).toEqual([...idsOf('bcde'), 'process-new'])
  await expect(focused()).toHaveAttribute('aria-label', 'process-b')
  await page.keyboard.press('ArrowDown')
  await expect(focused()).toHaveAttribute('aria-label', 'process-c')
  await upstream.close()
})

test('a focused row that is scrolled away leaves the focus in the table, and the arrows go on from it', async ({
  page,
  deck,
}) => {
  await openFleet(page, deck.url)
  await processRows(page).first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role=row]:focus')).toHaveAttribute('data-index', '1')
  await processes(page).hover()
  await page.mouse.wheel(0, 4000)
  await expect(page.locator('[data-index="1"]')).toHaveCount(0)
  await expect(page.locator('[role=rowgroup]:focus')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role=row]:focus')).toHaveAttribute('data-index', '2')
})
