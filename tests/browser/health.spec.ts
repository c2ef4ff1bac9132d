import { expect, test } from '../support/app.ts'
import { chartPath, feed, openLive, pasted, pause } from '../support/page.ts'
import { startHandMade, wireRoom, wireRow } from '../support/rows.ts'

// Data health: what was asked, what came, and how long it took.

test('data health says what was asked and what came', async ({ page, deck }) => {
  await openLive(page, `${deck.url}/health`)
  const polls = page.getByRole('table', { name: 'Polls' })
  await expect(polls.getByText('accepted').first()).toBeVisible()
  const before = Number(await polls.getAttribute('aria-rowcount'))
  await expect.poll(async () => Number(await polls.getAttribute('aria-rowcount'))).toBeGreaterThan(before)
  await expect(page.getByText('Every row and room could be read.')).toBeVisible()
})

test('the time to answer is a chart of the polls, failed ones apart; slow answers are seen in it', async ({
  page,
  roomdeck,
  trouble,
}) => {
  trouble.expect(/status of 502/)
  const deck = await roomdeck({ flags: ['--interval', '1s', '--processes', '60'] })
  await openLive(page, `${deck.url}/health`)
  const chart = page.getByRole('figure', { name: 'Time to answer over time' })
  await expect
    .poll(async () => (await chartPath(page, 'Time to answer over time')).split('L').length)
    .toBeGreaterThan(2)
  await expect(chart.getByText('failed after')).toHaveCount(0)
  await deck.setFaults(['slow=1200'])
  // The newest value, in the list above the lines: the axis has whatever ticks fit what was measured.
  await expect(chart.getByRole('listitem').filter({ hasText: /answered after 1\.\d+ s/ })).toBeVisible()
  await deck.setFaults(['http-500'])
  await expect(feed(page)).toContainText('Failing')
  await expect(chart.getByText('failed after')).toBeVisible()
  // Every try of an outage has a time of its own.
  const times = page.getByRole('table', { name: 'Polls' }).getByRole('row').filter({ hasText: 'failed' })
  await expect.poll(() => times.count()).toBeGreaterThan(2)
  const said = await times.locator('time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime')))
  expect(new Set(said).size).toBe(said.length)

  await page.getByRole('button', { name: 'More of the time to answer' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Show as table' }).click()
  await expect(page).toHaveURL(/table=latency/)
  await expect(chart.getByRole('columnheader', { name: 'failed after' })).toBeVisible()
})

test('a bug report has the build, the browser and what the page says', async ({ page, context, deck }) => {
  await context.grantPermissions(['clipboard-write'])
  await openLive(page, `${deck.url}/health`)
  await expect(page.getByRole('table', { name: 'Polls' }).getByText('accepted').first()).toBeVisible()
  await pause(page)
  const counters = await page
    .locator('dt', { hasText: /^Counters$/ })
    .locator('xpath=following-sibling::dd[1]')
    .innerText()
  await page.getByRole('button', { name: 'Copy a bug report' }).click()
  await expect(page.getByText('Copied what this page shows')).toBeVisible()
  const { build } = (await (await page.request.get(`${deck.url}/config.json`)).json()) as { build: string }
  const report = await pasted(page)
  expect(report).toContain('## Data health · Roomdeck')
  expect(report).toContain(`build ${build}`)
  expect(report).toContain(await page.evaluate(() => navigator.userAgent))
  expect(report).toMatch(/^- Answers: \d+ polls?, usually /m)
  // A few polls teach how counters move: on a slow machine as many may have come by then. What it says is in the report.
  expect(counters).toMatch(/^(still learning how they move|move only on change: |a heartbeat: )/)
  expect(report.split('\n')).toContain(`- Counters: ${counters}`)
  expect(report).toMatch(/\| accepted \| \d+ ms \|/)
})

test('a row that says of itself what cannot be is told with what shows it', async ({ page, roomdeck }) => {
  const rooms = (...ids: string[]) => ids.map((roomId) => wireRoom('d', roomId))
  const drain = (...ids: string[]) => wireRow('d', { draining: true, rooms: rooms(...ids), totalRooms: ids.length })
  const upstream = await startHandMade([drain('r1'), wireRow('ok')])
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openLive(page, `${url}/health`)
  const panel = page.getByRole('region', { name: 'Contradictions' })
  await expect(panel).toContainText('No row says of itself what cannot be.')
  // The part that judges comes after the first answer.
  await page.getByRole('link', { name: 'Alerts', exact: true }).click()
  await expect(page.getByText('Nothing fires.')).toBeVisible()
  await page.getByRole('link', { name: 'Health', exact: true }).click()
  await expect(page.getByRole('row').nth(4)).toBeVisible()
  upstream.list([drain('r1', 'r2'), wireRow('ok')])
  await expect(panel).toContainText('rooms grew in a drain')
  await expect(panel).toContainText('room r2 is new on it')
  await expect(panel.getByRole('link', { name: 'd', exact: true })).toBeVisible()
  await upstream.close()
})
