import type { Page } from '@playwright/test'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import {
  feed,
  openFleet,
  openLive,
  openRow,
  panel,
  processes,
  processRows,
  regionButton,
  rowCount,
  shownIds,
} from '../support/page.ts'

// What stands in the address: choices that travel with a link, and addresses that nobody's click makes.

const NONSENSE: readonly string[] = [
  '?sort=__proto__',
  '?sort=constructor&sort=-toString',
  '?sort=--connections',
  '?range=-1h',
  '?range=__proto__',
  '?range=2026-01-02..2026-01-01',
  '?range=15m&range=nonsense',
  '?by=__proto__&metric=toString',
  '?status=__proto__&status=stopped&status=',
  '?attention=yes',
  '?page=-1&page=1e9',
  '?interval=0&interval=NaN&interval=1',
  '?%zz=%zz',
  '?region=',
  '?host=&deployment=',
  '?__proto__=1&constructor=2&region[]=Tokyo&region[0]=Tokyo',
  '?q[$ne]=1',
  '?=&&&==&?',
  '#<script>alert(1)</script>',
  '?q=#<script>',
  '?process=',
  `?q=${'x'.repeat(4000)}`,
  `?region=${'x'.repeat(600)}`,
  `?${Array.from({ length: 200 }, (_, n) => `status=${n}`).join('&')}`,
]

/** As a link in the page would: the address changes, nothing is loaded anew. */
const goWithin = (page: Page, address: string): Promise<void> =>
  page.evaluate((to) => window.history.pushState(null, '', to), address)

async function expectNothingChosen(page: Page, query: string, all: number): Promise<void> {
  await expect(page.getByRole('radio', { name: '1 h', exact: true }), query).toBeChecked()
  await expect(processRows(page).first()).toBeVisible()
  expect(Math.abs((await rowCount(page)) - all), query).toBeLessThan(all / 4)
  await expect(page.getByText(/could not be drawn|no page at this address/)).toHaveCount(0)
}

test('nonsense in the query is read as not chosen', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const all = await rowCount(page)
  for (const query of NONSENSE) {
    await test.step(query.slice(0, 60), async () => {
      await goWithin(page, '/?range=6h')
      await expect(page.getByRole('radio', { name: '6 h', exact: true })).toBeChecked()
      await goWithin(page, `/${query}`)
      await expectNothingChosen(page, query, all)
    })
  }
})

test('a page that begins with nonsense in its query begins as the bare address does', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  const all = await rowCount(page)
  for (const query of ['?%zz=%zz', '?__proto__=1&constructor=2', '#<script>alert(1)</script>']) {
    await page.goto('about:blank')
    await openLive(page, `${deck.url}/${query}`)
    await expectNothingChosen(page, query, all)
    expect(new URL(page.url()).search, query).toBe('')
  }
})

test('a search for odd text is only a search', async ({ page, deck }) => {
  await openLive(page, `${deck.url}/?q=${encodeURIComponent('%zz')}`)
  for (const text of ['%zz', '[', '^(a+)+$', '.*', '\\', '\u0000', '\u202E', '__proto__']) {
    await goWithin(page, `/?q=${encodeURIComponent(text)}`)
    await expect(page.getByRole('searchbox'), text).toHaveValue(text)
    await expect(page.getByText('No process matches'), text).toBeVisible()
  }
})

test('a choice of nothing is kept and can be let go', async ({ page, deck }) => {
  await openLive(page, `${deck.url}/?region=Atlantis`)
  await expect(page.getByText('No process matches')).toBeVisible()
  const atlantis = page.getByRole('table').getByRole('button', { name: 'Atlantis' })
  await expect(atlantis).toHaveAttribute('aria-pressed', 'true')
  await atlantis.click()
  await expect.poll(() => rowCount(page)).toBeGreaterThan(100)
})

test('the good part of a half-good address counts', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?region=Tokyo&region=%00&sort=nonsense&range=6h&by=&process=nobody`)
  for (const text of await processRows(page).allTextContents()) expect(text).toContain('Tokyo')
  await expect(page.getByRole('radio', { name: '6 h' })).toBeChecked()
  await expect(page.getByRole('complementary')).toContainText('nobody')
  await expect(page.getByRole('complementary')).toContainText('Not in the list of running processes')
})

test('a choice repeated means the last of it where only one can be', async ({ page, deck }) => {
  await openFleet(page, `${deck.url}/?sort=up&sort=-connections`)
  await expect(page.getByRole('columnheader', { name: 'Connections' }).last()).toHaveAttribute(
    'aria-sort',
    'descending',
  )
})

test('an address without a page says that there is none, and links home', async ({ page, deck }) => {
  for (const path of ['/nowhere', '/drains/1', '/processes', '/processes/', '/health/x', '/%E2%82%AC', '/assetsx']) {
    await page.goto(`${deck.url}${path}`)
    await expect(page.getByText('There is no page at this address'), path).toBeVisible()
    await page.getByRole('link', { name: 'Back to the fleet' }).click()
    await expect(processRows(page).nth(5), path).toBeVisible()
  }
})

test('a process that is gone says so, and can be looked up', async ({ page, deck, trouble }) => {
  trouble.expect(NETWORK_ERRORS)
  await openLive(page, `${deck.url}/processes/nobody`)
  await expect(page.getByText('Not in the list of running processes')).toBeVisible()
  await page.getByRole('button', { name: 'Look it up' }).click()
  await expect(page.getByText('the server knows no such process')).toBeVisible()
})

test('choices stand in the address, outlive a reload and travel with a copied link', async ({
  page,
  deck,
  visitor,
}) => {
  await openFleet(page, deck.url)
  // The radios themselves are hidden behind their labels.
  const choose = (group: string, label: string) =>
    page.getByRole('radiogroup', { name: group }).getByText(label, { exact: true }).click()
  await choose('Time range', '15 min')
  await choose('Group lines by', 'Deployment')
  await choose('Lower chart shows', 'Rooms')
  await regionButton(page, 'Frankfurt').click()
  await page.getByRole('button', { name: /^draining/ }).click()
  await processes(page).getByRole('columnheader', { name: 'Rooms' }).getByRole('button').click()
  await page.getByRole('searchbox').fill('e')
  await expect(page).toHaveURL(/q=e/)
  const query = new URL(page.url()).searchParams
  expect(Object.fromEntries(query)).toEqual({
    range: '15m',
    by: 'deployment',
    metric: 'rooms',
    region: 'Frankfurt',
    status: 'draining',
    sort: '-rooms',
    q: 'e',
  })

  const link = page.url()
  await page.reload()
  const stranger = await visitor()
  await stranger.goto(link)
  for (const one of [page, stranger]) {
    await expect(feed(one)).toContainText('Live')
    expect(one.url()).toBe(link)
    await expect(one.getByRole('radio', { name: '15 min' })).toBeChecked()
    await expect(one.getByRole('radio', { name: 'Deployment' })).toBeChecked()
    await expect(one.getByRole('radio', { name: 'Rooms' })).toBeChecked()
    await expect(regionButton(one, 'Frankfurt')).toHaveAttribute('aria-pressed', 'true')
    await expect(one.getByRole('button', { name: /^draining/ })).toHaveAttribute('aria-pressed', 'true')
    await expect(one.getByRole('searchbox')).toHaveValue('e')
    await expect(processes(one).getByRole('columnheader', { name: 'Rooms' })).toHaveAttribute('aria-sort', 'descending')
  }
  await expect.poll(async () => (await shownIds(page)).join() === (await shownIds(stranger)).join()).toBe(true)
})

test('a process in the address opens its panel for whoever follows the link', async ({ page, deck, visitor }) => {
  await openFleet(page, deck.url)
  const [id = ''] = await shownIds(page)
  await openRow(page, id)
  await expect(panel(page)).toBeVisible()
  const stranger = await visitor()
  await stranger.goto(page.url())
  await expect(panel(stranger).getByRole('heading', { level: 2 })).toContainText(id)
})
