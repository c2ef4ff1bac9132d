import { expect, NETWORK_ERRORS, startRoomdeck, startSimulator, test } from '../support/app.ts'
import {
  chartPath,
  feed,
  openFleet,
  openLive,
  processRows,
  quiet,
  rowCount,
  strokes,
  watchPolls,
} from '../support/page.ts'
import { startHandMade, wireRow } from '../support/rows.ts'
import { sendJson } from '../support/chaos.ts'

// Time and outages: what the page does while nobody answers, or nobody looks.

const ROWS = Array.from({ length: 12 }, (_, index) => wireRow(`process-${index}`))

test("a 429's Retry-After silences every call, then it is live", async ({ page, roomdeck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  const upstream = await startHandMade(ROWS)
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openFleet(page, url)

  let refusedAt = 0
  const refuse = sendJson('{"message":"too many"}', { 'Retry-After': '6' }, 429)
  upstream.behave((request, response) => {
    refusedAt = Date.now()
    refuse(request, response)
  })
  await expect(feed(page)).toContainText(/^Failing · too many calls \(429\).*next try in [3-6] s/)
  const said = refusedAt
  const { length } = upstream.hits
  upstream.list(ROWS)
  await expect.poll(() => upstream.hits.length, { intervals: [20] }).toBeGreaterThan(length)
  expect(Date.now() - said).toBeGreaterThanOrEqual(6000)
  await expect(feed(page)).toContainText(/^Live/, { timeout: 3000 })
  await upstream.close()
})

test('no answer at all: stale within a second of 2.5 periods, then failing', async ({ page, roomdeck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  const upstream = await startHandMade(ROWS)
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '2s', '--timeout', '8s'] })
  await openFleet(page, url)
  await expect.poll(() => upstream.hits.length).toBeGreaterThan(3)
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBe(1)
  // That one is answered; the next is asked for two seconds later.
  await quiet(500)
  upstream.behave(() => undefined)
  await expect(feed(page)).toHaveAttribute('data-late', 'true')
  const staleAt = await page.waitForFunction(() =>
    document.querySelector('[role=status][aria-label=Feed]')?.textContent?.startsWith('Stale')
      ? performance.timeOrigin + performance.now()
      : undefined,
  )
  // The period: the interval, and a median answer of a few milliseconds, as long as the last good one took.
  const after = Number(await staleAt.jsonValue()) - (polls[0] ?? 0)
  expect(after).toBeGreaterThanOrEqual(5000)
  expect(after).toBeLessThanOrEqual(6200)
  await expect(page.getByRole('main')).toHaveAttribute('data-fresh', 'false')
  expect(await rowCount(page)).toBe(ROWS.length)
  await expect(feed(page)).toContainText('Failing · timed out')
  await upstream.close()
})

test('an upstream that is killed and started again', async ({ page, roomdeck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  const flags = ['--processes', '60']
  const first = await startSimulator({ flags })
  const { url } = await roomdeck({
    flags: ['--upstream', first.url, '--interval', '1s'],
    env: { ROOMDECK_TOKEN: 'a-token' },
  })
  // Who comes and goes between the count and the stop is not of this story.
  await first.setFaults(['frozen'])
  await openFleet(page, url)
  const rows = await rowCount(page)
  await first.stop()
  await expect(feed(page)).toContainText('Failing · upstream unreachable')
  expect(await rowCount(page)).toBe(rows)
  const second = await startSimulator({ flags, port: first.port })
  await expect(feed(page)).toContainText(/^Live/)
  await second.stop()
})

test('our own server killed: rows stay, the page says so and comes back; the chart keeps the gap', async ({
  page,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  const flags = ['--interval', '1s', '--processes', '60']
  const first = await startRoomdeck({ flags })
  await first.setFaults(['frozen'])
  await openFleet(page, first.url)
  const chart = 'Active connections over time'
  await expect.poll(async () => (await chartPath(page, chart)).split('L').length).toBeGreaterThan(3)
  expect(strokes(await chartPath(page, chart))).toHaveLength(1)
  const rows = await rowCount(page)
  await first.stop()
  await expect(feed(page)).toContainText('Failing · the Roomdeck server does not answer')
  expect(await rowCount(page)).toBe(rows)
  await expect(processRows(page).first()).toBeVisible()
  // Longer than 2.5 periods, or it would be no gap.
  await expect(feed(page)).toContainText(/last answer [4-9] s ago/)
  const second = await startRoomdeck({ flags, port: first.port })
  await expect(feed(page)).toContainText(/^Live/)

  // Two strokes, and the second begins later than the first ends: nothing is drawn across.
  await expect.poll(async () => strokes(await chartPath(page, chart)).length).toBe(2)
  const [before = '', after = ''] = strokes(await chartPath(page, chart))
  const ends = (part: string) =>
    part
      .slice(1)
      .split('L')
      .map((point) => Number(point.split(',')[0]))
  expect((ends(after)[0] ?? 0) - (ends(before).at(-1) ?? 0)).toBeGreaterThan(20)
  await second.stop()
})

test('our own server killed: pages and menus that nobody has opened yet open all the same', async ({
  page,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  const first = await startRoomdeck({ flags: ['--interval', '1s', '--processes', '60'] })
  await openFleet(page, first.url)
  const parts = (await page.locator('meta[name=parts]').getAttribute('content'))?.split(' ') ?? []
  expect(parts.length).toBeGreaterThan(20)
  const missing = () =>
    page.evaluate((all) => {
      const fetched = new Set(performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))
      return all.filter((part) => !fetched.has(part))
    }, parts)
  await expect.poll(missing).toEqual([])
  await first.stop()
  await expect(feed(page)).toContainText('Failing')
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('checkbox', { name: 'Host' })).toBeVisible()
  await page.keyboard.press('Escape')
  for (const name of ['Drains', 'Rollouts', 'Capacity', 'Events', 'Alerts', 'Report', 'Health', 'Settings']) {
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(new RegExp(name, 'i'))
  }
  // What they show is made by scripts that the engine loads when it is first asked.
  for (const name of ['Drains', 'Rollouts', 'Capacity', 'Report']) {
    await page.getByRole('link', { name, exact: true }).click()
    const shown = page.getByRole('main').locator('table, [role=table], [role=grid]')
    await expect(shown.first(), name).toBeVisible()
  }
  await page.getByRole('link', { name: 'Fleet', exact: true }).click()
  await expect(processRows(page).first()).toBeVisible()
  await page.getByRole('searchbox').fill('frankfurt')
  await expect(processRows(page).filter({ hasNotText: 'Frankfurt' })).toHaveCount(0)
  await expect(processRows(page).first()).toContainText('Frankfurt')
})

test('the browser thinks that it is offline, the server is there: polling goes on', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true })
    dispatchEvent(new Event('offline'))
  })
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThan(3)
  await expect(feed(page)).toContainText(/^Live/)
})

test('a slow answer is only late, and the polls do not pile up', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await deck.setFaults(['slow=1500'])
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThan(4)
  // From the second on: interval and answer.
  const steps = polls.slice(1).map((at, index) => at - (polls[index] ?? 0))
  expect(Math.min(...steps.slice(1))).toBeGreaterThan(2300)
  await expect(feed(page)).toContainText(/^(?:Live|Stale)/)
})

test('an answer that comes every second time: failing and live by turns, rows all the while', async ({
  page,
  deck,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  await openFleet(page, deck.url)
  const rows = await rowCount(page)
  await deck.setFaults(['flap'])
  for (const state of [/^Failing/, /^Live/, /^Failing/, /^Live/]) {
    await expect(feed(page)).toContainText(state)
    expect(Math.abs((await rowCount(page)) - rows)).toBeLessThanOrEqual(3)
  }
})

test('an answer that takes as long as --timeout allows is waited for', async ({ page, roomdeck }) => {
  const upstream = await startHandMade(ROWS)
  const slow = sendJson(JSON.stringify(ROWS))
  upstream.behave((request, response) => void setTimeout(() => slow(request, response), 13_000))
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s', '--timeout', '20s'] })
  await page.goto(url)
  await expect(feed(page)).toContainText(/^Live/, { timeout: 25_000 })
  expect(await rowCount(page)).toBe(ROWS.length)
  await upstream.close()
})

test('an answer over a limit is named with the limit and its flag', async ({ page, roomdeck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  const upstream = await startHandMade(ROWS)
  const byRows = await roomdeck({ flags: ['--upstream', upstream.url, '--max-rows', '11'] })
  await page.goto(byRows.url)
  const advice = (flag: string) => `: raise ${flag}, or ask region by region with --regions`
  await expect(feed(page)).toContainText(`Failing · the answer is over the limit of 11 rows${advice('--max-rows')}`)
  const byBytes = await roomdeck({ flags: ['--upstream', upstream.url, '--max-bytes', '2000'] })
  await page.goto(byBytes.url)
  await expect(feed(page)).toContainText(`answer is over the limit of 2000 bytes${advice('--max-bytes')}`)
  await upstream.close()
})

test('the feed’s clock is an hour fast and is put right: rates, search and the chart go on, and the gap is told', async ({
  page,
  roomdeck,
}) => {
  const upstream = await startHandMade()
  let fastMs = 3_600_000
  let sent = 0
  upstream.behave((request, response) => {
    sent += 1_000_000
    const now = Date.now() + fastMs
    const at = new Date(now).toISOString()
    const gauges = { activeConnectionsUpdatedAt: at, roomSlotsAvailableUpdatedAt: at }
    const rows = ROWS.map((row) => ({ ...row, ...gauges, egressedBytes: sent }))
    const listed = request.url?.includes('/list/running') ? rows : []
    sendJson(JSON.stringify(listed), { 'X-Roomdeck-Time': String(now) })(request, response)
  })
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openFleet(page, url)
  const rate = page.getByRole('definition').filter({ hasText: /MB\/s/ })
  await expect(rate).toBeVisible()
  await page.getByRole('searchbox').fill('process-1')
  await expect.poll(() => rowCount(page)).toBe(3)
  fastMs = 0
  await expect(rate).toBeHidden()
  await expect(rate).toBeVisible({ timeout: 60_000 })
  await expect(feed(page)).toContainText(/^Live/)
  expect(await rowCount(page)).toBe(3)
  await page.getByRole('searchbox').fill('process-11')
  await expect.poll(() => rowCount(page)).toBe(1)
  await page.getByRole('searchbox').fill('')
  await expect.poll(() => rowCount(page)).toBe(ROWS.length)
  await page.getByRole('link', { name: 'Events', exact: true }).click()
  await expect(page.getByText(/no data for 3[0-9] s: the feed’s clock was set back/)).toBeVisible()
  await upstream.close()
})

test('a part whose script does not come says so in its place, and comes when it is asked for again', async ({
  page,
  roomdeck,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS, /did not come|FleetCharts|IntervalMenu/)
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--processes', '60'] })
  const scripts = /(FleetCharts|IntervalMenu)-[^/]*\.js/
  await page.route(scripts, (route) => route.abort())
  await openLive(page, url)
  const charts = page.getByText('The charts could not be drawn')
  await expect(charts).toBeVisible()
  const interval = page.getByRole('button', { name: 'Interval' })
  await interval.click()
  await expect(page.getByText('The list of intervals could not be drawn')).toBeVisible()
  // The rest goes on.
  await expect(feed(page)).toContainText(/^Live/)
  expect(await rowCount(page)).toBeGreaterThan(50)
  await page.unroute(scripts)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expect.poll(() => chartPath(page, 'Active connections over time')).not.toBe('')
})
