import type { Page } from '@playwright/test'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import {
  feed,
  feedSays,
  longestPause,
  openFleet,
  openLive,
  panel,
  processRows,
  rowCount,
  openRow,
  shownIds,
  watchPolls,
} from '../support/page.ts'
import type { Roomdeck } from '../support/roomdeck.ts'

// What goes wrong upstream, on the page. Faults end with the test (fixture `deck`).

const SLOW = 30_000

interface Failure {
  fault: string
  /** In the words of the status. */
  says: RegExp
  /** Least time between tries, ms: more than the interval where an answer asks for it. */
  wait?: number
}

const FAILURES: Readonly<Record<string, readonly Failure[]>> = {
  'refusals that last': [
    {
      fault: 'http-401',
      says: /Failing · the upstream refused our token \(401\): check ROOMDECK_TOKEN.*next try in/,
      wait: SLOW,
    },
    { fault: 'http-404', says: /Failing · the upstream knows no such app \(404\).*next try in/, wait: SLOW },
  ],
  'bad answers': [
    { fault: 'http-500', says: /Failing · the upstream answered with an error \(500\): look in its log/ },
    { fault: 'html', says: /Failing · not the API: the answer is not JSON: check --upstream/ },
    { fault: 'cut', says: /Failing · the answer was cut off: look at the upstream/ },
    { fault: 'object', says: /Failing · the answer is not a list of processes/ },
    { fault: 'empty-body', says: /Failing · .*JSON/ },
  ],
  'no answer, or a later one': [
    { fault: 'http-429=4', says: /Failing · too many calls \(429\): choose a longer interval/, wait: 4000 },
    { fault: 'hang', says: /Failing · timed out: the upstream is slow or hangs/ },
    { fault: 'reset', says: /Failing · the connection broke off: look at the upstream/ },
  ],
}

/** Said with its reason, rows kept and dimmed, live again by itself. */
async function expectFailure(page: Page, deck: Roomdeck, { fault, says, wait = 0 }: Failure): Promise<void> {
  const main = page.getByRole('main')
  const colour = () =>
    processRows(page)
      .first()
      .evaluate((row) => getComputedStyle(row).color)
  await expect(main).toHaveAttribute('data-fresh', 'true')
  // What was asked before the world stood still may have been under way.
  await deck.setFaults(['frozen'])
  const still = watchPolls(page)
  await expect.poll(() => still.length).toBeGreaterThan(2)
  const rows = await rowCount(page)
  const bright = await colour()
  const verdict = page.getByRole('region', { name: 'Verdict' })
  const placeOf = async () => [
    await verdict.boundingBox(),
    await page.getByRole('radio', { name: '1 h' }).boundingBox(),
  ]
  const [before, ranges] = await placeOf()

  const polls = watchPolls(page)
  await deck.setFaults([fault])
  await feedSays(page, says)
  // One may have been under way when the fault began.
  expect(polls.length).toBeLessThanOrEqual(3)
  await expect(main).toHaveAttribute('data-fresh', 'false')
  expect(await rowCount(page)).toBe(rows)
  await expect(processRows(page).first()).toBeVisible()
  expect(await colour()).not.toBe(bright)
  await expect(verdict).toContainText("Can't tell")
  // Nothing moves under a pointer because the feed has more to say.
  expect((await verdict.boundingBox())?.y).toBe(before?.y)
  expect((await placeOf())[1]).toEqual(ranges)

  await deck.setFaults([])
  const asked = polls.length
  await feedSays(page, /^Live/, wait + 15_000)
  expect(polls.length - asked).toBeLessThanOrEqual(2)
  if (wait > 0) expect(longestPause(polls)).toBeGreaterThanOrEqual(wait)
  await expect(main).toHaveAttribute('data-fresh', 'true')
  expect(await colour()).toBe(bright)
}

for (const [which, failures] of Object.entries(FAILURES)) {
  test(`${which}: each said with its reason, rows kept and dimmed, live again by itself`, async ({
    page,
    deck,
    trouble,
  }) => {
    trouble.expect(NETWORK_ERRORS)
    await openFleet(page, deck.url)
    for (const failure of failures) await test.step(failure.fault, () => expectFailure(page, deck, failure))
  })
}

test('"Refresh now" does not wait for the next allowed try', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await openFleet(page, deck.url)
  await deck.setFaults(['http-401'])
  await expect(feed(page)).toContainText(/Failing.*next try in \d\d s/)
  await deck.setFaults([])
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(feed(page)).toContainText(/^Live/, { timeout: 3000 })
})

test('an empty list: the first one is doubted, the second believed', async ({ page, roomdeck }) => {
  const { url, setFaults } = await roomdeck({ flags: ['--interval', '5s'] })
  await openFleet(page, url)
  const rows = await rowCount(page)
  await setFaults(['empty-list'])
  await page.keyboard.press('r')
  await expect(processRows(page).first()).toContainText('missing from the last answer')
  expect(await rowCount(page)).toBe(rows)
  await page.keyboard.press('r')
  await expect(page.getByText('No running processes')).toBeVisible()
  await expect(feed(page)).toContainText(/^Live/)
  expect(await rowCount(page)).toBe(0)

  await setFaults([])
  await page.keyboard.press('r')
  await expect.poll(() => rowCount(page)).toBeGreaterThan(100)
})

test('bad rows cost nobody else: a link says how many, data health says which and why', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const rows = await rowCount(page)
  await deck.setFaults(['bad-rows=3'])
  const link = page.getByRole('link', { name: '3 rows rejected', exact: true })
  await expect(link).toBeVisible()
  await expect(feed(page)).toContainText(/^Live/)
  // Their last good values stay.
  expect(Math.abs((await rowCount(page)) - rows)).toBeLessThanOrEqual(2)
  await link.click()
  await expect(page).toHaveURL(/\/health/)
  const rejected = page.getByRole('region', { name: 'Rejected rows' })
  await expect(rejected).toContainText('3 in the newest answer')
  const groups = rejected.getByRole('listitem')
  expect(await groups.count()).toBeGreaterThan(0)
  await groups.first().getByText('Sample').click()
  await expect(groups.first().getByRole('group')).toContainText(/[[{n]/)
})

test('a row that is bad in every one: the schema has changed, the rows stay', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await openFleet(page, deck.url)
  const rows = await rowCount(page)
  await deck.setFaults(['bad-rows=100000'])
  await expect(feed(page)).toContainText('Failing · no row of the answer could be read')
  expect(await rowCount(page)).toBe(rows)
})

test('a region that does not answer is missing, its processes held', async ({ page, roomdeck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  const { url, setFaults } = await roomdeck({ flags: ['--interval', '1s', '--regions', 'Tokyo,London,Sydney'] })
  await openFleet(page, url)
  const rows = await rowCount(page)
  await setFaults(['region-down=Tokyo'])
  await expect(feed(page)).toContainText('1 region missing')
  expect(Math.abs((await rowCount(page)) - rows)).toBeLessThanOrEqual(2)
  await page.getByRole('searchbox').fill('Tokyo')
  await expect(processRows(page).first()).toContainText('region did not answer')
})

test('a region that the whole list leaves out stays in sight, its sums are lower bounds, and the server is asked how', async ({
  page,
  deck,
}) => {
  await openFleet(page, `${deck.url}/?region=Tokyo`)
  const [id = ''] = await shownIds(page)
  await openRow(page, id)
  await deck.setFaults(['region-down=Tokyo'])
  await expect.poll(() => rowCount(page)).toBe(0)
  await expect(page.getByRole('row', { name: /Tokyo \d+ processes missing, end not confirmed/ })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(/missing from the list.*Tokyo/)
  await expect(page.getByText('≥').first()).toBeVisible()
  await expect(panel(page)).toContainText('Not in the list of running processes')
  await expect(panel(page)).toContainText(/not confirmed|unseen/)
  await expect(feed(page)).toContainText(/^Live/)
})

test('answers that never change: live, but frozen', async ({ page, roomdeck }) => {
  const { url, setFaults } = await roomdeck({ flags: ['--interval', '1s', '--speed', '20'] })
  await openFleet(page, url)
  await setFaults(['frozen'])
  await expect(feed(page)).toContainText('Live · but frozen')
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText("Can't tell")
  await setFaults([])
  await expect(feed(page)).toContainText(/Live · \d+ s ago/)
})

test('counters that stop: the rows stay live, and nothing made of them is said to be of now', async ({
  page,
  roomdeck,
}) => {
  const { url, setFaults } = await roomdeck({ flags: ['--interval', '1s', '--speed', '60'] })
  await openLive(page, `${url}/health`)
  await expect(page.getByText(/a heartbeat: older than/)).toBeVisible()
  await setFaults(['freeze-counters'])
  await page.getByRole('link', { name: 'Fleet', exact: true }).click()
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText(/counters of \d+ of \d+ processes are old/)
  await expect(verdict).toContainText("Can't tell")
  await expect(feed(page)).toContainText(/^Live/)
  await expect(page.getByRole('term').filter({ hasText: 'Egress' }).locator('+ dd b')).toHaveText('–')
  await expect(processRows(page).locator('[data-stale]').first()).toBeVisible()
  await setFaults([])
  await expect(verdict).not.toContainText('counters of')
})

test('a first load while the upstream fails says why, and fills itself later', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await deck.setFaults(['http-500'])
  await page.goto(deck.url)
  await expect(page.getByText('No data yet')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('the upstream answered with an error (500)')
  await expect(feed(page)).toContainText('Failing')
  await page.getByRole('link', { name: 'Health' }).click()
  await expect(page.getByRole('table', { name: 'Polls' })).toContainText('failed')
  await page.goBack()
  await deck.setFaults([])
  await expect.poll(async () => processRows(page).count()).toBeGreaterThan(5)
  await expect(feed(page)).toContainText(/^Live/)
})
