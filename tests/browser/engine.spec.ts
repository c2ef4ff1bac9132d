import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import {
  chartPath,
  feed,
  openFleet,
  openLive,
  processRows,
  rowCount,
  shortestPause,
  watchPolls,
} from '../support/page.ts'
import { lose } from '../support/watchedServer.ts'
import { engineTools } from '../support/workerTools.ts'

// The engine is a worker that all tabs of a browser share.

/** On Data health. */
const keptWords = (page: Page) => page.getByText('kept in this browser')

/** How many hold the history's lock. */
const lockHolders = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query()
    return held.filter(({ name }) => name === 'roomdeck-history').length
  })

test('eight tabs ask as often as one, and all are live', async ({ context, page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '2s', '--processes', '60'] })
  await openFleet(page, url)
  const tabs = [page]
  while (tabs.length < 8) {
    const tab = await context.newPage()
    await openLive(tab, url)
    tabs.push(tab)
  }
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThanOrEqual(6)
  // Each is a period after the answer before it, whoever asked, or the 250 ms less that a page's timer may be early.
  expect(shortestPause(polls)).toBeGreaterThanOrEqual(1740)
  // All of them draw the same answer, though not at the same moment.
  await expect.poll(async () => new Set(await Promise.all(tabs.map(rowCount))).size).toBe(1)
  for (const tab of tabs) await expect(feed(tab)).toContainText(/^Live/)
})

test('closing or freezing the tab that began it costs the others nothing; a new one has the history at once', async ({
  context,
  page,
  roomdeck,
}) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--processes', '60'] })
  await openFleet(page, url)
  const second = await context.newPage()
  await openFleet(second, url)
  const third = await context.newPage()
  await openFleet(third, url)
  const chart = 'Active connections over time'
  const points = async () => (await chartPath(third, chart)).split('L').length
  await expect.poll(points).toBeGreaterThan(5)

  const session = await context.newCDPSession(second)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  await page.close()
  const polls = watchPolls(third)
  await expect.poll(() => polls.length).toBeGreaterThan(4)
  await expect(feed(third)).toContainText(/^Live/)

  const fourth = await context.newPage()
  await openLive(fourth, url)
  const before = await points()
  await expect.poll(async () => (await chartPath(fourth, chart)).split('L').length).toBeGreaterThanOrEqual(before)
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await expect(feed(second)).toContainText(/^Live/)
})

test('two tabs of unequal pace: the quick one is not held back, the slow one is not hurried', async ({
  context,
  page,
  roomdeck,
}) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--processes', '60'] })
  await openFleet(page, url)
  const paused = await context.newPage()
  await openLive(paused, url)
  await paused.getByRole('button', { name: 'Pause' }).click()
  await expect(feed(paused)).toContainText(/^Paused/)
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThan(4)
  await expect(feed(paused)).toContainText(/data is ([4-9]|\d\d+) s old/)
  await paused.getByRole('button', { name: 'Resume' }).click()
  await expect(feed(paused)).toContainText(/^Live/)
})

for (const writing of [false, true]) {
  test(`an engine that hangs${writing ? ' as it writes' : ''} is replaced in every tab; until then nothing is called live`, async ({
    browser,
    context,
    page,
    deck,
  }) => {
    await openFleet(page, deck.url)
    const other = await context.newPage()
    await openLive(other, `${deck.url}/health`)
    // A tab that is closed has the history written, for which one engine of all is given a lock.
    const third = await context.newPage()
    await openLive(third, deck.url)
    await third.close({ runBeforeUnload: true })
    const tools = await engineTools(browser)
    await expect.poll(() => lockHolders(page)).toBe(1)
    if (!writing) await expect(keptWords(other)).toBeVisible({ timeout: 60_000 })
    await tools.run('for (;;);')
    await expect(feed(page)).toContainText(/^Stale/, { timeout: 10_000 })
    await expect(page.getByRole('main')).toHaveAttribute('data-fresh', 'false')
    await expect(processRows(page).first()).toBeVisible()
    for (const tab of [page, other]) await expect(feed(tab)).toContainText(/^Live/, { timeout: 30_000 })
    // The one that hangs holds the history's lock for as long as the tabs are there.
    if (!writing) {
      await expect(keptWords(other)).toHaveCount(0)
      await expect(keptWords(other)).toBeVisible({ timeout: 60_000 })
    }
    await tools.detach()
  })
}

test('a browser without shared workers has an engine for each tab', async ({ page, deck }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'))
  await openFleet(page, deck.url)
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThan(2)
  await expect(feed(page)).toContainText(/^Live/)
  expect(page.workers()).toHaveLength(1)
})

test('an engine that cannot be loaded says so, and what to do', async ({ page, roomdeck, trouble }) => {
  trouble.expect(/404/, /Failed to (?:load|fetch)/)
  const { url } = await roomdeck({ flags: ['--processes', '40'] })
  lose(url, /engine\.worker/)
  await page.goto(url)
  await expect(page.getByRole('alert')).toContainText('There may be a new version')
  await expect(page.getByRole('alert').getByRole('button', { name: 'Reload' })).toBeVisible()
})

test('the engine keeps to its own content security policy, and breaks it nowhere', async ({ browser, page, deck }) => {
  await openFleet(page, deck.url)
  const tools = await engineTools(browser)
  const polls = watchPolls(page)
  await expect.poll(() => polls.length).toBeGreaterThan(3)
  expect(tools.errors).toEqual([])
  expect(await tools.value('new Function("return 1")()')).toBe('EvalError')
  expect(await tools.value('fetch("http://127.0.0.2:9/").catch((error) => error.name)')).toBe('TypeError')
  await expect.poll(() => tools.errors.join()).toContain('connect-src')
  await tools.detach()
})
