import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { feed, openFleet, openLive, panel, pause, processRows, rowCount, rowOf, watchPolls } from '../support/page.ts'

// Everything without a mouse, and what is spoken.

const focusedIndex = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.activeElement?.getAttribute('aria-rowindex') ?? Number.NaN))

/** The focused thing shows that it is: an outline of some width, inside the window. */
async function expectFocusSeen(page: Page): Promise<void> {
  const look = await page.evaluate(() => {
    // Mantine draws the focus of a hidden radio on its label.
    const one = document.activeElement
    const drawn = one instanceof HTMLInputElement && one.type === 'radio' ? (one.labels?.[0] ?? one) : one
    if (!drawn) return null
    const { outlineStyle, outlineWidth, borderColor } = getComputedStyle(drawn)
    const { top, bottom, left, right } = drawn.getBoundingClientRect()
    const seen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
    return { text: drawn.outerHTML.slice(0, 120), seen, outlineStyle, outlineWidth, borderColor }
  })
  expect(look?.seen, look?.text).toBe(true)
  const outlined = look?.outlineStyle !== 'none' && look?.outlineWidth !== '0px'
  // A text field shows its focus by the colour of its border.
  const bordered = look?.text.startsWith('<input') ?? false
  expect(outlined || bordered, `${look?.text}: no visible focus`).toBe(true)
}

test('the skip link comes first and leads to the page', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the page' })
  await expect(skip).toBeFocused()
  await expectFocusSeen(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
})

test('Tab reaches every control, in order, and each shows its focus', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await page.keyboard.press('p')
  const reached: string[] = []
  for (let step = 0; step < 120; step++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const one = document.activeElement
      if (one === null || one === document.body) return null
      if (one.getAttribute('role') === 'row') return 'a row'
      const label = one instanceof HTMLInputElement ? one.closest('[aria-label]') : null
      return (one.getAttribute('aria-label') ?? label?.getAttribute('aria-label') ?? one.textContent ?? '').trim()
    })
    if (name === null) break
    reached.push(name)
    await expectFocusSeen(page)
    if (name === 'a row') break
  }
  const wanted = [
    'Skip to the page',
    'Fleet',
    'Drains',
    'Events',
    'Health',
    'Settings',
    'Commands, processes, regions',
    'Time range',
    'Time range: custom',
    'Poll interval',
    'Refresh now',
    'Resume',
    'Time zone',
    'Tokyo',
    'Compare with',
    'Group lines by',
    'More of active connections',
    'Active connections over time, crosshair',
    'Lower chart shows',
    'More of the lower chart',
    'Egress over time, crosshair',
    'Find processes, rooms and addresses',
    'Views',
    'Columns',
    'Export',
    'Connections',
    'a row',
  ]
  let at = -1
  for (const name of wanted) {
    const next = reached.findIndex((one, index) => index > at && one.startsWith(name))
    // Regions are ordered by what happens in them; only that each is there matters.
    expect(next, `${name} in ${reached.join(' | ')}`).toBeGreaterThan(-1)
    at = next
  }
  // The whole table is one stop.
  expect(reached.filter((name) => name === 'a row')).toHaveLength(1)
})

test('arrows, Page keys, Home and End move within the table; far rows come into view', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?sort=process`)
  await pause(page)
  const count = await rowCount(page)
  await processRows(page).first().focus()
  const press = async (key: string, index: number): Promise<void> => {
    await page.keyboard.press(key)
    await expect.poll(() => focusedIndex(page), key).toBe(index)
    await expect(page.locator(':focus')).toBeInViewport()
  }
  const first = await focusedIndex(page)
  await press('ArrowDown', first + 1)
  await press('ArrowDown', first + 2)
  await press('ArrowUp', first + 1)
  await press('PageDown', first + 11)
  await press('PageDown', first + 21)
  await press('PageDown', first + 31)
  await press('PageUp', first + 21)
  await press('End', first + count - 1)
  await press('Home', first)
  await press('ArrowUp', first)
  await press('End', first + count - 1)
  await press('ArrowDown', first + count - 1)
})

test('polls go on while a row has the focus, and it keeps it', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?sort=process`)
  await processRows(page).nth(3).focus()
  const name = () => page.locator(':focus').getByRole('link').getAttribute('aria-label')
  const before = await name()
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThan(2)
  expect(await name()).toBe(before)
})

test('Enter opens the panel, arrows move through the rows with it, Escape closes it and focus returns', async ({
  page,
  deck,
}) => {
  await openFleet(page, `${deck.url}/?sort=process`)
  await pause(page)
  const heading = panel(page).getByRole('heading', { level: 2 })
  const ids = await processRows(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''))
  await rowOf(page, ids[2] ?? '').focus()
  await page.keyboard.press('Enter')
  await expect(heading).toContainText(ids[2] ?? '')
  await page.keyboard.press('ArrowDown')
  await expect(heading).toContainText(ids[3] ?? '')
  await expect(rowOf(page, ids[3] ?? '')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(heading).toContainText(ids[1] ?? '')
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await expect(rowOf(page, ids[1] ?? '')).toBeFocused()
})

test('the Close button gives the focus back to the row', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?sort=process`)
  const row = processRows(page).nth(4)
  const id = (await row.getByRole('link').getAttribute('aria-label')) ?? ''
  await row.getByRole('gridcell').nth(2).click()
  await panel(page).getByRole('button', { name: 'Close' }).focus()
  await page.keyboard.press('Enter')
  await expect(panel(page)).toHaveCount(0)
  await expect(rowOf(page, id)).toBeFocused()
})

test('a region is chosen and let go by keyboard', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const tokyo = page.getByRole('table').getByRole('button', { name: 'Tokyo' })
  await tokyo.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/region=Tokyo/)
  await expect(tokyo).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page).not.toHaveURL(/region/)
})

test('the interval is chosen by keyboard, and focus returns to its button', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const button = page.getByRole('button', { name: 'Poll interval' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await expect(page.getByRole('menuitemradio', { name: /1 s/ }).first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(feed(page)).toContainText('every 2 s')
  await expect(button).toBeFocused()
})

test('a scrolled table without rows to open is reached by keyboard too', async ({ page, deck }) => {
  await openLive(page, `${deck.url}/health`)
  const scrollers = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((one) => one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY))
      .filter((one) => one.tabIndex < 0 && !one.querySelector('a, button, [tabindex="0"], summary'))
      .map((one) => one.outerHTML.slice(0, 200)),
  )
  expect(scrollers).toEqual([])
})

test('a row says its whole ID, whatever is drawn of it', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  // Read at one moment: by the next, a poll may have given the place to another process.
  const link = await processRows(page)
    .first()
    .getByRole('link')
    .evaluate((one) => ({
      id: one.getAttribute('aria-label') ?? '',
      drawn: one.textContent,
      href: one.getAttribute('href'),
    }))
  expect(link.id.length).toBeGreaterThan(16)
  expect(link.drawn.length).toBeLessThan(16)
  expect(link.href).toContain(`/processes/${encodeURIComponent(link.id)}`)
})

test('the table says how many rows it has, as the words above it do', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?region=Tokyo`)
  await pause(page)
  const rows = await rowCount(page)
  expect(rows).toBeGreaterThan(0)
  await expect(page.getByText(new RegExp(`^${rows} of [\\d,]+ processes$`))).toBeVisible()
})

test('a menu asked for before it was loaded opens, and its button has the focus afterwards', async ({ page, deck }) => {
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(/\/assets\/IntervalMenu-.*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await openFleet(page, deck.url)
  const button = page.getByRole('button', { name: 'Poll interval' })
  await button.focus()
  await page.keyboard.press('Enter')
  letGo()
  // The focus goes to the interval in force.
  await expect(page.getByRole('menuitemradio', { name: '1 s', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(button).toBeFocused()
})
