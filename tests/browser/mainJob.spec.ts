import { expect, test } from '../support/app.ts'
import {
  chartLines,
  chartPath,
  openFleet,
  openLive,
  openRow,
  panel,
  processes,
  processRows,
  regionButton,
  rowCount,
  rowOf,
  shownIds,
  strokes,
} from '../support/page.ts'

// What a newcomer does after `npm start`: the embedded simulator, nothing else.

test('a fleet in a table: over 100 processes in 10 or more regions', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  expect(await rowCount(page)).toBeGreaterThan(100)
  const regions = page.getByRole('region', { name: 'Regions' }).getByRole('rowheader')
  // One of them is the total.
  expect(await regions.count()).toBeGreaterThan(10)
  // Only the window of the list is in the page.
  expect(await processRows(page).count()).toBeLessThan(await rowCount(page))
})

test('both charts draw lines that grow', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '30'] })
  await openFleet(page, url)
  for (const label of ['Active connections over time', 'Egress over time']) {
    const points = async (): Promise<number> => (await chartPath(page, label)).split('L').length
    await expect.poll(points, label).toBeGreaterThan(3)
    const before = await points()
    await expect.poll(points, label).toBeGreaterThan(before)
  }
  // With nothing missed, each is one stroke.
  expect(strokes(await chartPath(page, 'Active connections over time'))).toHaveLength(1)
})

test('a region chosen in the matrix filters the table, the address and the charts', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const all = await rowCount(page)
  await regionButton(page, 'Tokyo').click()
  await expect(page).toHaveURL(/[?&]region=Tokyo(?:&|$)/)
  await expect.poll(() => rowCount(page)).toBeLessThan(all / 4)
  for (const row of await processRows(page).all()) await expect(row).toContainText('Tokyo')
  await expect(regionButton(page, 'Tokyo')).toHaveAttribute('aria-pressed', 'true')
  await expect(chartLines(page, 'Active connections over time')).toHaveCount(1)
  const legend = page.getByRole('figure', { name: 'Active connections over time' }).getByRole('listitem')
  await expect(legend.first()).toContainText('Tokyo')

  await regionButton(page, 'Washington DC').click()
  await expect(page).toHaveURL(/region=Tokyo&region=Washington_DC/)
  await regionButton(page, 'London').click({ modifiers: ['Alt'] })
  await expect(page).toHaveURL(/\?region=London$/)
  await regionButton(page, 'London').click()
  await expect(page).not.toHaveURL(/region/)
  await expect.poll(() => rowCount(page)).toBeGreaterThan(100)
})

test('under other choices the matrix is of the processes that match, and says so', async ({ page, deck }) => {
  await deck.setFaults(['frozen'])
  await openFleet(page, deck.url)
  const matrix = page.getByRole('region', { name: 'Regions' })
  const all = matrix.getByRole('row').last().getByRole('cell').first()
  const whole = await all.textContent()
  const drain = page.getByRole('term').filter({ hasText: 'Draining' }).locator('+ dd')
  await page.getByRole('button', { name: /^draining/ }).click()
  await expect(matrix).toContainText('Of the processes that match')
  await expect(all).not.toHaveText(whole ?? '')
  await expect(drain).toContainText(`${await all.textContent()} connection`)
  await expect(page.getByRole('figure', { name: 'Active connections over time' })).toContainText(
    'of all processes there, not only those that match',
  )
  await page.getByRole('button', { name: /^draining/ }).click()
  await expect(all).toHaveText(whole ?? '')
})

test('a region in the address filters', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?region=Sydney&region=Los_Angeles`)
  const texts = await processRows(page).allTextContents()
  expect(texts.every((text) => /Sydney|Los Angeles/.test(text))).toBe(true)
  expect(texts.some((text) => text.includes('Sydney'))).toBe(true)
})

test('a row opens the side panel by click and by Enter, its link the page', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?sort=-rooms`)
  const [first = '', second = ''] = await shownIds(page)
  await rowOf(page, first).getByRole('gridcell').nth(2).click()
  await expect(panel(page).getByRole('heading', { level: 2 })).toContainText(first)
  await expect(page).toHaveURL(new RegExp(`process=${encodeURIComponent(first)}`))
  // All of it that the window holds, wherever the page is scrolled to.
  const [box, window] = [await panel(page).boundingBox(), page.viewportSize()]
  expect(box?.y).toBeLessThan(60)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan((window?.height ?? 0) - 20)
  await panel(page).getByRole('button', { name: 'Close' }).click()
  await expect(panel(page)).toHaveCount(0)

  await openRow(page, second)
  await expect(panel(page).getByRole('heading', { level: 2 })).toContainText(second)
  await panel(page)
    .getByRole('link', { name: /Open its page/ })
    .click()
  await expect(page).toHaveURL(new RegExp(`/processes/${encodeURIComponent(second)}`))
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(second)

  await page.goBack()
  await page.keyboard.press('Escape')
  await rowOf(page, first).getByRole('link', { name: first, exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/processes/${encodeURIComponent(first)}`))
})

test('a process page: rooms with folded configs, ports, charts, the raw row', async ({ page, deck }) => {
  // Held still, so that no room ends between two looks; and a process with a config, which not every room has.
  await deck.setFaults(['frozen'])
  await openFleet(page, `${deck.url}/?sort=-rooms&status=running&q=${encodeURIComponent('"mode":')}`)
  const [id = ''] = await shownIds(page)
  await openLive(page, `${deck.url}/processes/${encodeURIComponent(id)}`)

  const rooms = page.getByRole('table', { name: 'Rooms' })
  await expect(rooms.getByRole('row')).not.toHaveCount(1)
  await expect(rooms.locator('pre')).toHaveCount(0)
  await rooms
    .getByRole('button', { name: /"mode":.*characters/ })
    .first()
    .click()
  await expect(rooms.locator('pre')).toContainText('"mode": "')
  await deck.setFaults([])

  await expect(page.getByRole('table', { name: 'Ports' }).getByRole('row')).not.toHaveCount(1)
  await expect.poll(() => chartPath(page, 'Connections over time')).toMatch(/L/)
  await page.getByText('Raw JSON').click()
  await expect(page.getByText(`"processId": "${id}"`)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Lifecycle so far' })).toContainText('started')
})

test('columns are chosen, and the choice lasts', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const header = (name: string) => processes(page).getByRole('columnheader', { name, exact: true })
  await expect(header('Host')).toHaveCount(0)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Host' }).click()
  await expect(header('Host')).toBeVisible()
  await page.reload()
  await expect(header('Host')).toBeVisible()
})

test('a heading sorts, and says so', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const heading = processes(page).getByRole('columnheader', { name: 'Connections' })
  const values = async (): Promise<number[]> => {
    const cells = await processRows(page).evaluateAll((rows) =>
      rows.map((row) => row.querySelectorAll('[role=gridcell]')[4]?.textContent ?? ''),
    )
    return cells.map((text) => Number(text.replaceAll(',', '')))
  }
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(/sort=-connections/)
  await expect.poll(async () => (await values()).every((n, i, all) => i === 0 || n <= (all[i - 1] ?? 0))).toBe(true)
  expect((await values())[0]).toBeGreaterThan(0)
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(async () => (await values()).every((n, i, all) => i === 0 || n >= (all[i - 1] ?? 0))).toBe(true)
})

test('the search box finds processes by ID, room and address', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?sort=-rooms`)
  const [id = ''] = await shownIds(page)
  const box = page.getByRole('searchbox')
  await page.keyboard.press('/')
  await expect(box).toBeFocused()
  await page.keyboard.type(id)
  await expect.poll(() => rowCount(page)).toBe(1)
  await expect(rowOf(page, id)).toBeVisible()

  await openRow(page, id)
  const rooms = panel(page).getByRole('table', { name: 'Rooms' })
  const room = await rooms.getByRole('rowheader').first().getAttribute('aria-label')
  await box.fill(room ?? 'no room')
  await expect.poll(() => rowCount(page)).toBe(1)
  await expect(rowOf(page, id)).toBeVisible()

  await box.fill('nothing is called this')
  await expect(page.getByText('No process matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect.poll(() => rowCount(page)).toBeGreaterThan(100)
  await expect(box).toHaveValue('')
})

test('an ID that was pasted opens its process, whatever is filtered out; Enter does the same', async ({
  page,
  context,
  deck,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openFleet(page, `${deck.url}/?sort=-rooms`)
  const [first = '', second = ''] = await shownIds(page)
  await page.goto(`${deck.url}/?sort=-rooms&region=Nowhere`)
  await expect(page.getByText('No process matches')).toBeVisible()

  await page.evaluate((id) => navigator.clipboard.writeText(`  ${id} `), first)
  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+v')
  await expect(panel(page)).toContainText(first)
  await expect(page).toHaveURL(new RegExp(`process=${first}`))
  await expect(page.getByRole('searchbox')).toBeFocused()

  // A text of many processes opens none; typed IDs open with Enter.
  await page.getByRole('searchbox').fill('e')
  await page.keyboard.press('Enter')
  await expect(panel(page)).toContainText(first)
  await page.getByRole('searchbox').fill(second)
  await page.keyboard.press('Enter')
  await expect(panel(page)).toContainText(second)
})

test('draining processes are watched, worst first', async ({ page, deck }) => {
  await deck.setFaults(['frozen'])
  await openLive(page, deck.url)
  await page.getByRole('link', { name: 'Drains', exact: true }).click()
  const table = page.getByRole('grid', { name: 'Drains', exact: true })
  const count = Number(await table.getAttribute('aria-rowcount'))
  expect(count).toBeGreaterThan(3)
  await expect(page.getByText(`${count} drains`)).toBeVisible()
  await expect(table.getByRole('row').nth(1)).toContainText(
    /lost with connections|stopping with connections|overdue|stalled|abandoned|lingering|unknown|moving|empty/,
  )
  await expect(table.getByText(/≥ /).first()).toBeVisible()
  await table.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/processes\//)
  await expect(page.getByText(/A stop now would cut/)).toBeVisible()
})
