import type { Page } from '@playwright/test'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { sendJson } from '../support/chaos.ts'
import { feed, openFleet, openLive, pause, processRows, quiet, watchPolls } from '../support/page.ts'
import { startHandMade, wireRow } from '../support/rows.ts'

/**
 * A headless browser shows every tab, whatever is in front: the page is told by the two properties and the event
 * that a real switch of tabs changes.
 */
const show = (page: Page, visible: boolean): Promise<void> =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true })
      Object.defineProperty(document, 'hidden', { get: () => state === 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    },
    visible ? 'visible' : 'hidden',
  )

test('`p` pauses and resumes, `r` asks at once', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '30s', '--processes', '40'] })
  await openFleet(page, url)
  const polls = watchPolls(page)
  await page.keyboard.press('r')
  await expect.poll(() => polls.length).toBe(1)

  await page.keyboard.press('p')
  await expect(feed(page)).toContainText(/^Paused · data is \d+ s old/)
  await expect(page.getByRole('main')).toHaveAttribute('data-fresh', 'false')
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  await page.keyboard.press('p')
  await expect(feed(page)).toContainText(/^Live/)
  await expect.poll(() => polls.length).toBe(2)
})

test('what was asked for before a pause changes nothing after it', async ({ page, roomdeck }) => {
  const row = (activeConnections: number) => wireRow('process-1', { activeConnections })
  const upstream = await startHandMade([row(11)])
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openFleet(page, url)
  let answer: (() => void) | undefined
  upstream.behave((_request, response) => {
    answer ??= () => sendJson(JSON.stringify([row(99)]))(_request, response)
  })
  await expect.poll(() => answer).toBeDefined()
  await pause(page)
  answer?.()
  await quiet(1000)
  await expect(processRows(page)).toContainText('11')
  await expect(processRows(page)).not.toContainText('99')
  upstream.list([row(77)])
  await page.keyboard.press('p')
  await expect(processRows(page)).toContainText('77')
  await upstream.close()
})

test('paused means no poll', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(feed(page)).toContainText(/^Paused/)
  const polls = watchPolls(page)
  await quiet(3000)
  expect(polls).toHaveLength(0)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect.poll(() => polls.length).toBeGreaterThan(1)
})

test('keys typed into a field are text', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('paper')
  await expect(page.getByRole('searchbox')).toHaveValue('paper')
  await expect(feed(page)).toContainText(/^Live/)
})

test('keys go on after a click on a choice, in which nobody types', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await page.getByRole('radiogroup', { name: 'Group lines by' }).getByText('Region').click()
  await expect(page.getByRole('radio', { name: 'Region', exact: true })).toBeFocused()
  await page.keyboard.press('p')
  await expect(feed(page)).toContainText(/^Paused/)
  await page.keyboard.press('p')
  await expect(feed(page)).toContainText(/^Live/)
})

test('a note that is written while paused has the time at which it was', async ({ page, deck }) => {
  await openLive(page, `${deck.url}/events`)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(feed(page)).toContainText(/^Paused · data is \d+ s old/)
  await quiet(3000)
  for (const words of ['first', 'second']) {
    await page.getByRole('textbox', { name: 'Note' }).fill(words)
    await page.getByRole('textbox', { name: 'Note' }).press('Enter')
    await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('')
    await quiet(2000)
  }
  const times = await page.evaluate(() =>
    Object.entries(localStorage).flatMap(([key, text]) =>
      key.startsWith('roomdeck.notes.') ? (JSON.parse(text) as { at: number }[]).map(({ at }) => at) : [],
    ),
  )
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1500)
})

test('the interval is chosen in the menu and remembered', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await expect(feed(page)).toContainText('every 1 s')
  await page.getByRole('button', { name: 'Poll interval' }).click()
  await page.getByRole('menuitemradio', { name: '2 s', exact: true }).click()
  await expect(feed(page)).toContainText('every 2 s')
  await page.reload()
  await expect(feed(page)).toContainText('every 2 s')
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThan(2)
  expect((polls[2] ?? 0) - (polls[1] ?? 0)).toBeGreaterThan(1900)
})

test('a shorter interval asks at once, wherever it was chosen: a healthy feed does not look stale', async ({
  page,
  context,
  roomdeck,
}) => {
  const { url } = await roomdeck({ flags: ['--interval', '30s', '--processes', '40'] })
  await openFleet(page, url)
  const desk = await context.newPage()
  await desk.goto(`${url}/settings`)
  await expect(feed(page)).toContainText(/ 4 s ago/)
  const polls = watchPolls(page)
  const chosen = Date.now()
  await desk.getByRole('radio', { name: '1 s', exact: true }).check({ force: true })
  await expect.poll(() => polls.length).toBeGreaterThan(1)
  // By the old wait it would be half a minute, and stale all the while.
  expect((polls[0] ?? 0) - chosen).toBeLessThan(3000)
  await expect(feed(page)).toContainText(/^Live · \d s ago · every 1 s/)
})

test('a hidden tab asks nothing, and once on return', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '5s', '--processes', '40'] })
  await openFleet(page, url)
  const polls = watchPolls(page)
  await show(page, false)
  await quiet(6500)
  expect(polls).toHaveLength(0)
  const back = Date.now()
  await show(page, true)
  await expect.poll(() => polls.length).toBe(1)
  expect((polls[0] ?? 0) - back).toBeLessThan(1000)
  // Neither a burst of looks nor the interrupted timer asks again before its time.
  for (let flip = 0; flip < 10; flip++) await show(page, flip % 2 === 1)
  await quiet(2500)
  expect(polls).toHaveLength(1)
  await expect(feed(page)).toContainText(/^Live/)
})

test('"keep polling when hidden" keeps polling, no faster than every 10 s', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '2s', '--processes', '40'] })
  await openFleet(page, url)
  await page.getByRole('button', { name: 'Poll interval' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Keep polling when hidden' }).click()
  await show(page, false)
  const polls = watchPolls(page)
  await expect.poll(() => polls.length, { timeout: 30_000 }).toBe(2)
  expect((polls[1] ?? 0) - (polls[0] ?? 0)).toBeGreaterThanOrEqual(9900)
})

test('a return to the tab keeps to Retry-After', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await openFleet(page, deck.url)
  await deck.setFaults(['http-429=20'])
  await expect(feed(page)).toContainText(/^Failing/)
  const polls = watchPolls(page)
  await show(page, false)
  await show(page, true)
  await quiet(2500)
  expect(polls).toHaveLength(0)
})

test('a new interval and a resume keep to Retry-After', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await openFleet(page, deck.url)
  await deck.setFaults(['http-429=20'])
  await expect(feed(page)).toContainText(/^Failing/)
  const polls = watchPolls(page)
  await page.getByRole('button', { name: 'Poll interval' }).click()
  await page.getByRole('menuitemradio', { name: '2 s', exact: true }).click()
  await pause(page)
  await page.keyboard.press('p')
  await quiet(3500)
  expect(polls).toHaveLength(0)
})

test('who comes back is told what happened meanwhile, each with where to see it', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '600'] })
  await openFleet(page, url)
  const away = page.getByRole('region', { name: 'While you were away' })
  // A look elsewhere is no absence.
  await expect(away).toHaveCount(0)
  await pause(page)
  await quiet(3000)
  await page.keyboard.press('p')
  await expect(away).toContainText(/^While you were away for \d+ min( \d+)?:/)
  await expect(away.getByRole('link', { name: /process(es)? started$/ })).toBeVisible()
  await expect(away.getByRole('link', { name: /ended, .* of them draining$/ })).toBeVisible()

  await away.getByRole('link', { name: /started$/ }).click()
  await expect(page).toHaveURL(/sort=-started/)
  await expect(away).toBeVisible()
  await away.getByRole('button', { name: /^Close/ }).click()
  await expect(away).toHaveCount(0)
  await expect(page.getByRole('main')).toBeFocused()
})
