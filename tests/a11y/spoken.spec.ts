import type { Page } from '@playwright/test'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { feed, openFleet, openLive, panel, pause, processes, processRows, quiet, watchPolls } from '../support/page.ts'
import { ago, startHandMade, wireRoom, wireRow } from '../support/rows.ts'

// What a screen reader says by itself: every live region of a page, and nothing but its changes.

/** From now on every text that a live region comes to. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const spoken: string[] = []
    Reflect.set(globalThis, 'spoken', spoken)
    const regionOf = (node: Node | null): Element | null => {
      const element = node instanceof Element ? node : (node?.parentElement ?? null)
      const region = element?.closest('[aria-live],[role=status],[role=alert],[role=log]') ?? null
      return region === null || region.getAttribute('aria-live') === 'off' ? null : region
    }
    new MutationObserver((changes) => {
      const regions = new Set(changes.flatMap(({ target }) => regionOf(target) ?? []))
      for (const { textContent } of regions) if (textContent) spoken.push(textContent)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => Reflect.get(globalThis, 'spoken') as string[])
}

/** What becomes of a drain is news wherever drains are watched, that of a process on its page, and an alert everywhere. */
const NEWS = /^(?:\d+ drains? (?:empty|stalled|lost)|This process is no longer listed|Alert: )/
/** A machine that is busy is stale for a moment, which is said, and that it is over. */
const FEED = /^Feed (?:stale|live)$/

/** Nothing is said while three polls come in. */
async function expectSilence(page: Page): Promise<void> {
  await quiet(500)
  const spoken = await listen(page)
  const seen = watchPolls(page)
  await expect.poll(() => seen.length).toBeGreaterThan(3)
  await quiet(300)
  const words = (await spoken()).filter((one) => !NEWS.test(one))
  expect(words.filter((one) => !FEED.test(one))).toEqual([])
  expect(words.length, 'words for more polls than one').toBeLessThanOrEqual(2)
}

test('polls are not spoken on any page', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await expectSilence(page)
  for (const name of ['Drains', 'Rollouts', 'Capacity', 'Events', 'Alerts', 'Report', 'Health', 'Settings']) {
    await test.step(name, async () => {
      await page.getByRole('link', { name, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(new RegExp(name, 'i'))
      await expectSilence(page)
    })
  }
})

test('polls are not spoken on a wall screen', async ({ page, deck }) => {
  await page.goto(`${deck.url}/wall`)
  // It says so beside the clock.
  await expect(page.getByText(/^Live/).first()).toBeVisible()
  await expectSilence(page)
})

test('polls are not spoken beside the table, nor on the page of a process', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await processRows(page).first().focus()
  await page.keyboard.press('Enter')
  await expect(panel(page).getByRole('figure').first()).toBeVisible()
  await expectSilence(page)
  await panel(page).getByRole('link', { name: 'Open its page →' }).click()
  await expect(page.getByRole('figure').first()).toBeVisible()
  await expectSilence(page)
})

test('changes of the feed are spoken, once each', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await openFleet(page, deck.url)
  await expect(feed(page)).toHaveAttribute('aria-live', 'off')
  const spoken = await listen(page)
  await deck.setFaults(['http-500'])
  await expect(feed(page)).toContainText(/^Failing/)
  await quiet(3000)
  expect(await spoken()).toEqual(['Feed failing'])
  await deck.setFaults([])
  await expect(feed(page)).toContainText(/^Live/)
  await expect.poll(spoken).toEqual(['Feed failing', 'Feed live'])
  await pause(page)
  await expect.poll(spoken).toEqual(['Feed failing', 'Feed live', 'Feed paused'])
})

test('what the viewer did is spoken, once', async ({ page, context, deck }) => {
  await context.grantPermissions(['clipboard-write'])
  await openFleet(page, deck.url)
  await pause(page)
  await quiet(500)
  const spoken = await listen(page)
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('textbox', { name: 'Find a command' }).fill('as text')
  await page.keyboard.press('Enter')
  await expect.poll(spoken).toEqual(['Copied what this page shows'])
})

test('landmarks, headings and tables are there by role and name', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  for (const role of ['banner', 'main'] as const) await expect(page.getByRole(role)).toHaveCount(1)
  await expect(page.getByRole('navigation')).toHaveAccessibleName(/.+/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fleet')
  await expect(processes(page)).toHaveAttribute('aria-rowcount', /\d+/)
  const nameless = await page
    .getByRole('table')
    .or(page.getByRole('grid'))
    .or(page.getByRole('figure'))
    .or(page.getByRole('slider'))
    .or(page.getByRole('radiogroup'))
    .evaluateAll((all) =>
      all
        .filter(
          (one) =>
            !one.getAttribute('aria-label') &&
            !one.getAttribute('aria-labelledby') &&
            !one.querySelector(':scope > caption'),
        )
        .map((one) => one.outerHTML.slice(0, 120)),
    )
  expect(nameless).toEqual([])
})

test('a drain that becomes empty is spoken, once', async ({ page, roomdeck }) => {
  const upstream = await startHandMade()
  const drain = (rooms: number) =>
    wireRow('a', {
      draining: true,
      activeConnections: rooms,
      activeConnectionsUpdatedAt: ago(0),
      rooms: Array.from({ length: rooms }, () => wireRoom('a', 'r')),
      totalRooms: rooms,
    })
  upstream.list([drain(1), wireRow('b')])
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
  await openLive(page, `${url}/drains`)
  await expect(page.getByText('moving').first()).toBeVisible()
  const spoken = await listen(page)
  upstream.list([drain(0), wireRow('b')])
  await expect(page.getByText('empty').first()).toBeVisible()
  await quiet(3000)
  expect(await spoken()).toEqual(['1 drain empty'])
  await upstream.close()
})
