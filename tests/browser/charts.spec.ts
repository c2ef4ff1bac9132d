import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/app.ts'
import { keepWeeks } from '../support/keptHistory.ts'
import { chartLines, openFleet, openLive, pause } from '../support/page.ts'

// The two charts of the fleet page as instruments: zoom, lines on and off, the same as a table, as a file, by keyboard.

const UPPER = 'Active connections over time'
const LOWER = 'Egress over time'

/** An hour of the fleet in a few seconds. */
const FAST = { flags: ['--interval', '1s', '--speed', '60'] }

test('dragging over a chart shows that time in both, in the address too; a double click goes back', async ({
  page,
  roomdeck,
  visitor,
}) => {
  const { url } = await roomdeck(FAST)
  await openFleet(page, url)
  const surface = page.getByRole('figure', { name: UPPER }).locator('rect[fill=transparent]')
  await expect
    .poll(async () => (await chartLines(page, UPPER).first().getAttribute('d'))?.split('L').length)
    .toBeGreaterThan(6)
  const box = await surface.boundingBox()
  if (box === null) throw new Error('no chart')
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 50)
  await page.mouse.move(box.x + box.width * 0.75, box.y + 50)
  await page.mouse.up()
  await expect(page).toHaveURL(/range=\d{8}T\d{6}Z-\d{8}T\d{6}Z/)
  const [, from = '', to = ''] = /range=(\w+)-(\w+)/.exec(page.url()) ?? []
  const ends = page.getByRole('button', { name: /^Time range: / })
  await expect(ends).toContainText(/\d\d:\d\d–\d\d:\d\d/)
  expect(from < to).toBe(true)
  for (const radio of await page.getByRole('radiogroup', { name: 'Time range' }).getByRole('radio').all())
    await expect(radio).not.toBeChecked()

  // The same window in a fresh browser, and it does not move on with the polls.
  const stranger = await visitor()
  await stranger.goto(page.url())
  await expect(stranger.getByRole('button', { name: /^Time range: / })).toHaveText((await ends.textContent()) ?? '')
  await expect(page).toHaveURL(new RegExp(`${from}-${to}`))

  await surface.dblclick({ position: { x: 30, y: 30 } })
  await expect(page).not.toHaveURL(/range=/)
  await expect(page.getByRole('radio', { name: '1 h' })).toBeChecked()
})

test('a window with two ends is typed in the zone of the page, and refused in words when it cannot be', async ({
  page,
  deck,
}) => {
  await openFleet(page, deck.url)
  const button = page.getByRole('button', { name: /^Time range: / })
  await button.click()
  const dialog = page.getByRole('dialog', { name: /^Time range/ })
  const [from, to] = [dialog.getByLabel(/^From/), dialog.getByLabel(/^To/)]
  await from.fill('2026-03-02T12:00:00')
  await to.fill('2026-03-02T11:00:00')
  await dialog.getByRole('button', { name: 'Show' }).click()
  await expect(dialog).toContainText('It must end after it begins')
  await to.fill('2026-03-02T12:30:00')
  await dialog.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // The tests' own zone is an hour ahead or UTC: whichever, half an hour stays one.
  await expect(page).toHaveURL(/range=20260302T\d{4}00Z-20260302T\d{4}00Z/)
  await expect(button).toContainText('12:00–12:30')
  await expect(button).toBeFocused()
})

test('names in the legend switch lines, Alt+click leaves one alone, and the link keeps it', async ({
  page,
  deck,
  visitor,
}) => {
  await openFleet(page, `${deck.url}/?by=region&region=Tokyo&region=London&region=Sydney`)
  const legend = page.getByRole('figure', { name: UPPER })
  await expect(chartLines(page, UPPER)).toHaveCount(3)
  await legend.getByRole('button', { name: 'London' }).click()
  await expect(chartLines(page, UPPER)).toHaveCount(2)
  await expect(chartLines(page, LOWER)).toHaveCount(2)
  await expect(legend.getByRole('button', { name: 'London' })).toHaveAttribute('aria-pressed', 'false')
  await legend.getByRole('button', { name: 'Tokyo' }).click({ modifiers: ['Alt'] })
  await expect(chartLines(page, UPPER)).toHaveCount(1)
  const stranger = await visitor()
  await openFleet(stranger, page.url())
  await expect(chartLines(stranger, UPPER)).toHaveCount(1)
  await legend.getByRole('button', { name: 'Tokyo' }).click({ modifiers: ['Alt'] })
  await expect(chartLines(page, UPPER)).toHaveCount(3)
})

test('stacked lines end at the sum of all', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?by=region`)
  const stacked = page.getByRole('checkbox', { name: 'stacked' })
  const topOf = async (): Promise<number> => {
    const paths = await chartLines(page, UPPER).evaluateAll((lines) =>
      lines.map((line) => line.getAttribute('d') ?? ''),
    )
    return Math.min(...paths.flatMap((path) => [...path.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y))))
  }
  await expect.poll(async () => chartLines(page, UPPER).count()).toBeGreaterThan(2)
  await stacked.check()
  await expect(page).toHaveURL(/stack=1/)
  // The last line is the top one.
  const ends = await chartLines(page, UPPER).evaluateAll((lines) =>
    lines.map((line) => Number([...(line.getAttribute('d') ?? '').matchAll(/,([\d.]+)/g)].at(-1)?.[1])),
  )
  expect(ends).toEqual(ends.toSorted((a, b) => b - a))
  expect(ends.at(-1)).toBeCloseTo(await topOf(), -1)
  await page.getByRole('radiogroup', { name: 'Group lines by' }).getByText('Total').click()
  await expect(stacked).toHaveCount(0)
})

test('the crosshair goes by arrows and says where it stands; polls do not move it', async ({ page, roomdeck }) => {
  const { url } = await roomdeck(FAST)
  await openFleet(page, url)
  const crosshair = page.getByRole('slider', { name: `${UPPER}, crosshair` })
  await expect.poll(async () => Number(await crosshair.getAttribute('aria-valuemax'))).toBeGreaterThan(5)
  await page.getByRole('button', { name: 'More of active connections' }).focus()
  await page.keyboard.press('Tab')
  await expect(crosshair).toBeFocused()
  await page.keyboard.press('Home')
  await expect(crosshair).toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const said = (await crosshair.getAttribute('aria-valuetext')) ?? ''
  expect(said).toMatch(/^\d\d:\d\d:\d\d .*, all [\d,.k ]+$/)
  // Both charts stand at that time.
  for (const name of [UPPER, LOWER])
    await expect(page.getByRole('figure', { name })).toContainText(said.split(',')[0] ?? '')
  const time = said.split(' ')[0] ?? ''
  await expect(crosshair).toHaveAttribute('aria-valuetext', new RegExp(`^${time}`))
  await page.keyboard.press('Tab')
  await expect(crosshair).toHaveAttribute('aria-valuetext', 'arrow keys move it')
})

test('as a table and as a CSV file it says the same', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?by=region&region=Tokyo&region=London`)
  await expect
    .poll(async () => (await chartLines(page, UPPER).first().getAttribute('d'))?.split('L').length)
    .toBeGreaterThan(2)
  await pause(page)
  const more = page.getByRole('button', { name: 'More of active connections' })
  await more.click()
  await page.getByRole('menuitemcheckbox', { name: 'Show as table' }).click()
  await expect(page).toHaveURL(/table=upper/)
  const rows = page.getByRole('figure', { name: UPPER }).getByRole('row')
  const times = (await rows.count()) - 1
  await more.click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Save as CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^roomdeck-connections-\d{4}-\d\d-\d\dT[\d-]+Z\.csv$/)
  const lines = (await readFile(await file.path(), 'utf8')).replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^time,(Tokyo|London): connections,(Tokyo|London): connections$/)
  expect(lines).toHaveLength(times + 1)
  // The newest stands first in the table, last in the file.
  const newest = await rows.nth(1).getByRole('cell').allTextContents()
  const last = (lines.at(-1) ?? '').split(',').slice(1)
  expect(last.map((value) => Number(value).toLocaleString('en'))).toEqual(newest)
})

test('compared with the window before: another line, and its value', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '120'] })
  await openFleet(page, `${url}/?range=15m`)
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption('the window before')
  await expect(page).toHaveURL(/compare=window/)
  const figure = page.getByRole('figure', { name: UPPER })
  await expect(figure).toContainText('the window before')
  const ghost = figure.locator('path[stroke-dasharray="2 3"]').last()
  // A window of 15 min is full, and the one before it begins, after as many seconds.
  await expect.poll(async () => ((await ghost.getAttribute('d')) ?? '').length, { timeout: 30_000 }).toBeGreaterThan(20)
})

test('lines by lifecycle add up to the whole; what is not kept so says it', async ({ page, roomdeck }) => {
  const { url } = await roomdeck(FAST)
  await openFleet(page, `${url}/?metric=roomStarts`)
  await page.getByRole('radiogroup', { name: 'Group lines by' }).getByText('Lifecycle').click()
  await expect(page).toHaveURL(/by=lifecycle/)
  const upper = page.getByRole('figure', { name: UPPER })
  for (const name of ['starting', 'running', 'draining', 'stopping'])
    await expect(upper.getByRole('button', { name })).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Room starts a minute over time' })).toContainText(
    'not kept by lifecycle',
  )
  await page.getByRole('radiogroup', { name: 'Lower chart shows' }).getByText('Processes').click()
  await page.keyboard.press('p')
  const lower = page.getByRole('figure', { name: 'Processes over time' })
  const valueOf = async (name: string): Promise<number> =>
    Number(
      ((await lower.getByRole('listitem').filter({ hasText: name }).locator('b').textContent()) ?? '').replaceAll(
        ',',
        '',
      ),
    )
  const by = page.getByRole('radiogroup', { name: 'Group lines by' })
  // What was asked for before the pause may come in after it.
  await expect(async () => {
    await by.getByText('Lifecycle').click()
    await expect(lower.getByRole('button', { name: 'running' })).toBeVisible()
    const values = await Promise.all(['starting', 'running', 'draining', 'stopping'].map(valueOf))
    await by.getByText('Total').click()
    await expect.poll(() => valueOf('all'), { timeout: 3000 }).toBe(values.reduce((sum, value) => sum + value, 0))
  }).toPass()
  await page.goto(`${url}/?by=lifecycle&region=Tokyo`)
  await expect(upper).toContainText('of the whole fleet: not kept by region or deployment')
})

test('the mean length of rooms is in minutes, as the rooms that ended had it', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '120'] })
  await openFleet(page, `${url}/?metric=roomLength`)
  const figure = page.getByRole('figure', { name: 'Mean length of rooms that ended over time' })
  await expect(figure.locator('b').first()).toHaveText(/^\d+ (s|min|min \d\d)$/, { timeout: 30_000 })
  await expect
    .poll(() => chartLines(page, 'Mean length of rooms that ended over time').first().getAttribute('d'))
    .toMatch(/L/)
  // Its axis is in round minutes.
  for (const tick of await figure.locator('.recharts-yAxis-tick-labels text').allTextContents())
    expect(tick).toMatch(/^(\d+ s|\d+ min|\d+ h( \d\d)?|\d+ min 30)$/)
})

test('with a week of history a total is held against last week, and its normal band', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await keepWeeks(page, deck.url, 9, 5000)
  await openFleet(page, deck.url)
  const upper = page.getByRole('figure', { name: UPPER })
  await expect(upper).toContainText(/a week ago 5,000/)
  await expect(upper).toContainText(/normal 4,500–5,500/)
  await expect(page.getByText(/against last \w+day \d\d:\d\d/).first()).toBeVisible()
  // It can be switched off, and the address says so.
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption('nothing')
  await expect(page).toHaveURL(/compare=none/)
  await expect(upper).not.toContainText('a week ago')
  await expect(upper).not.toContainText('normal')
})

test('an axis of few names no level twice', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--processes', '2', '--interval', '1s'] })
  await openLive(page, `${url}/?metric=processes`)
  const ticks = page.getByRole('figure', { name: 'Processes over time' }).locator('.recharts-yAxis-tick-labels text')
  await expect(ticks).not.toHaveCount(0)
  const levels = await ticks.allTextContents()
  expect(new Set(levels).size).toBe(levels.length)
})
