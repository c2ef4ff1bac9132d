import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { openFleet, panel, pause, processes, processRows, shownIds } from '../support/page.ts'
import { ago, startHandMade, wireRow, type WireRow } from '../support/rows.ts'

// What a viewer chooses of the table: order, columns, views, rows.

const header = (page: Page, name: string) => processes(page).getByRole('columnheader', { name, exact: true })
const headings = async (page: Page): Promise<string[]> =>
  (await processes(page).getByRole('columnheader').allTextContents()).map((text) => text.replace(/ [▴▾].*/, ''))

test('Shift sorts by one more column; the address and a fresh browser say so', async ({ page, deck, visitor }) => {
  await openFleet(page, deck.url)
  // The pointer on the headings holds the order while values go on.
  await pause(page)
  await header(page, 'Region').getByRole('button').click()
  await header(page, 'Region ▴').or(header(page, 'Region')).first().waitFor()
  await processes(page)
    .getByRole('columnheader', { name: 'Connections' })
    .getByRole('button')
    .click({ modifiers: ['Shift'] })
  await expect(page).toHaveURL(/sort=region%2C-connections/)
  const rows = await processRows(page).evaluateAll((all) =>
    all
      .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
      .map((row) => ({
        region: row.querySelector('[data-column=region]')?.textContent ?? '',
        connections: Number(row.querySelector('[data-column=connections]')?.textContent.replaceAll(',', '')),
      })),
  )
  expect(rows.length).toBeGreaterThan(8)
  const sorted = rows.toSorted((a, b) =>
    a.region < b.region ? -1 : a.region > b.region ? 1 : b.connections - a.connections,
  )
  expect(rows).toEqual(sorted)
  const stranger = await visitor()
  await openFleet(stranger, page.url())
  await expect(
    processes(stranger)
      .getByRole('columnheader', { name: 'Connections ▾2, then descending' })
      .or(processes(stranger).getByRole('columnheader', { name: /Connections.*then descending/ }))
      .first(),
  ).toBeVisible()
})

test('columns are put in another order, a saved view keeps it, and a stranger sees it by the link', async ({
  page,
  deck,
  visitor,
}) => {
  await openFleet(page, `${deck.url}/?region=Tokyo&sort=-rooms`)
  const before = await headings(page)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Host' }).check()
  await page.getByRole('checkbox', { name: 'Egress' }).uncheck()
  await page.getByRole('button', { name: 'Move Rooms before' }).click()
  await page.getByText('roomy').click()
  await page.keyboard.press('Escape')
  const after = await headings(page)
  expect(after).toContain('Host')
  expect(after).not.toContain('Egress')
  expect(after.indexOf('Rooms')).toBeLessThan(after.indexOf('15 min'))
  expect(before.indexOf('Rooms')).toBeGreaterThan(before.indexOf('15 min'))
  await expect.poll(async () => (await processRows(page).first().boundingBox())?.height).toBe(36)

  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('textbox', { name: 'Name of this view' }).fill('Tokyo rooms')
  await page.keyboard.press('Enter')
  const view = page.getByRole('dialog', { name: 'Views' }).getByRole('link', { name: 'Tokyo rooms' })
  const link = new URL((await view.getAttribute('href')) ?? '', deck.url).href
  await page.keyboard.press('Escape')

  const stranger = await visitor()
  await openFleet(stranger, link)
  expect(await headings(stranger)).toEqual(after)
  await expect(stranger.getByRole('button', { name: 'Tokyo ✕' })).toBeVisible()
  await expect(stranger).toHaveURL(/sort=-rooms/)
  // Their own columns are left alone.
  await openFleet(stranger, deck.url)
  expect(await headings(stranger)).toEqual(before)
})

test('a saved view can be what the bare address opens', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?region=Tokyo`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('textbox', { name: 'Name of this view' }).fill('Tokyo')
  await page.keyboard.press('Enter')
  await page.goto(`${deck.url}/settings`)
  await page.getByRole('checkbox', { name: 'Begin with Tokyo' }).check()
  await page.goto(deck.url)
  await expect(page.getByRole('button', { name: 'Tokyo ✕' })).toBeVisible()
  // And by its name, from anywhere.
  await page.getByRole('link', { name: 'Drains', exact: true }).click()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('textbox', { name: 'Find a command' }).fill('saved view tokyo')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/\?region=Tokyo/)
})

test('a figure that changed is marked until the next values; not where motion is unwanted', async ({
  page,
  roomdeck,
}) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '60'] })
  await openFleet(page, url)
  const marked = processes(page).locator('[data-changed]')
  const shadow = () =>
    marked.evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).boxShadow).find((one) => one !== 'none'))
  await expect.poll(shadow).toMatch(/inset/)
  await pause(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await shadow()).toBeUndefined()
})

test('rows beyond the screen follow every five seconds; once they are on it, at once', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '60', '--processes', '80'] })
  await openFleet(page, `${url}/?sort=up`)
  const row = (index: number) => processes(page).locator(`[data-index="${index}"]`)
  await expect(row(0)).toBeInViewport()
  await expect(row(20)).not.toBeInViewport()
  /** How often the words of each row changed in so many seconds. */
  const changes = (indexes: readonly number[], seconds: number) =>
    processes(page).evaluate(
      async (grid, [wanted, ms]) => {
        const elements = wanted.map((index) => grid.querySelector(`[data-index="${index}"]`))
        const before = elements.map((element) => element?.textContent)
        const counts = wanted.map(() => 0)
        const observer = new MutationObserver(() => {
          for (const [at, element] of elements.entries()) {
            if (element?.textContent === before[at]) continue
            before[at] = element?.textContent
            counts[at] = (counts[at] ?? 0) + 1
          }
        })
        observer.observe(grid, { subtree: true, characterData: true, childList: true })
        await new Promise((resume) => setTimeout(resume, ms))
        observer.disconnect()
        return counts
      },
      [indexes, seconds * 1000] as const,
    )
  const [inSight = 0, beyond = 0] = await changes([0, 20], 11)
  expect(inSight).toBeGreaterThan(5)
  expect(beyond).toBeGreaterThan(0)
  expect(beyond).toBeLessThanOrEqual(3)
  await row(20).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await expect(row(20)).toBeInViewport()
  const [now = 0] = await changes([20], 6)
  expect(now).toBeGreaterThan(3)
  // The last ones follow though nothing comes any more.
  await page.evaluate(() => scrollTo(0, 0))
  await pause(page)
  await page.waitForTimeout(6000)
  const { textContent } = await row(20).evaluate((element) => ({ textContent: element.textContent }))
  await row(20).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await expect(row(20)).toBeInViewport()
  expect(await row(20).textContent()).toBe(textContent)
})

test('rows are selected by Ctrl, Shift and Space; their sum is that of the endpoint', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?sort=process`)
  await pause(page)
  const rows = processRows(page)
  const ids = await shownIds(page)
  await rows.nth(1).click({ modifiers: ['ControlOrMeta'], position: { x: 300, y: 8 } })
  await rows.nth(4).click({ modifiers: ['Shift'], position: { x: 300, y: 8 } })
  const bar = page.getByRole('region', { name: 'Selected processes' })
  await expect(bar).toContainText('4 processes selected')
  await expect(panel(page)).toHaveCount(0)
  const answer = await page.request.get(`${deck.url}/processes/v1/app-demo/list/running`)
  const listed = (await answer.json()) as { processId: string; rooms: unknown[] }[]
  const roomsOf = (some: readonly string[]): number =>
    listed.filter(({ processId }) => some.includes(processId)).reduce((sum, { rooms }) => sum + rooms.length, 0)
  // Rooms come and go between two answers.
  const said = Number(/([\d,]+) rooms?/.exec((await bar.textContent()) ?? '')?.[1])
  expect(Math.abs(said - roomsOf(ids.slice(1, 5)))).toBeLessThanOrEqual(3)

  await rows.nth(2).focus()
  await page.keyboard.press('Space')
  await expect(bar).toContainText('3 processes selected')
  await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'false')
  await expect(rows.nth(3)).toHaveAttribute('aria-selected', 'true')
  // What is exported is what is selected.
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByRole('menu')).toContainText(/^3 selected of/)
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Processes as CSV' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\r\n').slice(1)
  const selected = [ids[1], ids[3], ids[4]]
  expect(lines.map((line) => selected.filter((id) => line.includes(id ?? '?')))).toEqual(selected.map((id) => [id]))

  await rows.nth(2).focus()
  await page.keyboard.press('ControlOrMeta+a')
  const count = Number(await processes(page).getAttribute('aria-rowcount'))
  await expect(bar).toContainText(`${count.toLocaleString('en')} processes selected`)
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
})

test('a menu asked for before its part has been loaded opens as soon as it is', async ({ page, deck }) => {
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(/\/(?:ColumnPopover)-[^/]*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await openFleet(page, deck.url)
  await page.getByRole('button', { name: 'Columns' }).click()
  letGo()
  await expect(page.getByRole('checkbox', { name: 'Host' })).toBeVisible()
})

test('figures that are said to fit their cell do, beside their bar', async ({ page, roomdeck }) => {
  const rooms = (totalRooms: number, roomsPerProcess: number): WireRow => ({ totalRooms, roomsPerProcess })
  const most = { activeConnections: 999_000_000, egressedBytes: Number.MAX_SAFE_INTEGER, roomSlotsAvailable: 9999 }
  const large = [rooms(999, 999), rooms(9999, 9999), rooms(1_234_567, 2_000_000), { ...rooms(20, 20), ...most }]
  const starts = { startedAt: null, startingAt: ago(85), roomsPerProcess: 999 }
  const upstream = await startHandMade([...large, starts].map((change, at) => wireRow(`p-${at}`, change)))
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openFleet(page, url)
  await expect(processRows(page)).toHaveCount(5)
  const over = await processRows(page).evaluateAll((rows) =>
    rows.flatMap((row) =>
      [...row.querySelectorAll('[data-fits]')].flatMap((cell) => {
        const range = document.createRange()
        range.selectNodeContents(cell)
        const { paddingLeft, paddingRight } = getComputedStyle(cell)
        const room = cell.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
        return range.getBoundingClientRect().width > room + 0.5 ? [cell.textContent] : []
      }),
    ),
  )
  expect(over).toEqual([])
  // None of them was cut off to fit.
  await expect(processRows(page).filter({ hasText: '9,999/9,999' })).toBeVisible()
  await upstream.close()
})

test('cells written over and over are those of a page just opened', async ({ page, roomdeck, visitor }) => {
  const drains = { draining: true, stoppingAt: ago(30), activeConnections: 900, totalRooms: 0 }
  const starts = { startedAt: null, region: 'Frankfurt', activeConnections: 0 }
  const old = { activeConnectionsUpdatedAt: ago(900), activeConnections: 40, region: 'Sydney', host: 'sydney.example' }
  const listOf = (...changes: WireRow[]) => changes.map((change, at) => wireRow(`process-${'abc'[at]}`, change))
  const upstream = await startHandMade(listOf(drains, starts, old))
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  const at = `${url}/?sort=process`
  const cells = (of: Page) =>
    processRows(of).evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) =>
          [...row.children].map((cell) => {
            const names = cell.getAttributeNames().filter((name) => name !== 'data-changed')
            const attributes = names.map((name): [string, string | null] => [name, cell.getAttribute(name)])
            return Object.fromEntries([['text', cell.textContent], ...attributes]) as Record<string, string | null>
          }),
        ),
    )
  await openFleet(page, at)
  await expect(processRows(page).nth(1)).toContainText('4 coming')
  // Each takes another's place and looks, and back, with a column out of the way meanwhile.
  upstream.list(listOf(old, drains, starts))
  await expect(processRows(page).nth(2)).toContainText('4 coming')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Region' }).uncheck()
  upstream.list(listOf(starts, old, {}))
  await expect(processRows(page).first()).toContainText('4 coming')
  await page.getByRole('checkbox', { name: 'Region' }).check()
  await page.keyboard.press('Escape')
  const stranger = await visitor()
  await openFleet(stranger, at)
  await expect(processRows(stranger)).toHaveCount(3)
  const seen = await cells(stranger)
  expect(seen.flat().filter((cell) => cell['data-lifecycle'] === 'starting')).toHaveLength(1)
  await expect.poll(() => cells(page)).toEqual(seen)
  // Nothing moves any more, so that nothing is marked as changed.
  await expect(processes(page).locator('[data-changed]')).toHaveCount(0)
  await upstream.close()
})

test('who goes to the search box finds the search ready', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const started = page.waitForEvent('worker', (worker) => worker.url().includes('search.worker'))
  await page.keyboard.press('/')
  await started
})

test('a row keeps its own line and reason when the rows change places', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?region=Tokyo&sort=-connections`)
  const drawn = (): Promise<string[][]> =>
    processRows(page).evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector('[data-column=process] a')?.getAttribute('aria-label') ?? '',
        row.querySelector('[data-column=spark] path')?.getAttribute('d') ?? '',
        row.querySelector('[data-column=why]')?.textContent ?? '',
      ]),
    )
  const lines = async (): Promise<number> => new Set((await drawn()).map(([, line]) => line)).size
  await expect.poll(lines, { timeout: 60_000 }).toBeGreaterThan(4)
  await pause(page)
  // Rows beyond the screen follow within five seconds.
  await page.waitForTimeout(6000)
  const before = await drawn()
  await header(page, 'Process').getByRole('button').click()
  await expect.poll(async () => (await drawn()).map(([id]) => id)).not.toEqual(before.map(([id]) => id))
  const after = new Map((await drawn()).map(([id, ...rest]) => [id, rest]))
  const both = before.filter(([id]) => after.has(id))
  expect(both.length).toBeGreaterThan(4)
  expect(both.map(([id]) => [id, ...(after.get(id) ?? [])])).toEqual(both)
})
