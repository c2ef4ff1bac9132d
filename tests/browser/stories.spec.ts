import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { openLive } from '../support/page.ts'
import type { Roomdeck } from '../support/roomdeck.ts'

// What happens to a fleet, told as somebody on duty reads it. A minute of these worlds takes a second.

const flags = ['--interval', '1s', '--processes', '300', '--speed', '60']

const timeOf = async (url: string): Promise<number> => {
  const answer = await fetch(`${url}/processes/v1/app-demo/list/stopped`)
  await answer.arrayBuffer()
  return Number(answer.headers.get('x-roomdeck-time'))
}

/** Until somebody has watched for so many minutes of the world. */
async function watched({ url }: Roomdeck, minutes: number): Promise<void> {
  const since = await timeOf(url)
  await expect.poll(async () => (await timeOf(url)) - since, { timeout: 60_000 }).toBeGreaterThan(minutes * 60_000)
}

const firing = (page: Page) => page.getByRole('list', { name: 'Firing alerts' })
const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' })
const go = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()

test('matchmaking stops: one alert of the whole fleet, while everybody is still on', async ({ page, roomdeck }) => {
  // Large enough for some region to be busy at any hour of the day.
  const deck = await roomdeck({ flags: flags.with(3, '900') })
  await openLive(page, `${deck.url}/alerts`)
  await watched(deck, 20)
  await deck.tellStory('matchmaker-down')
  const words = /^room starts: \d+ rooms? in \d+ min.*, [\d.]+ a minute before/
  await expect(firing(page).getByText(words)).toHaveCount(1, { timeout: 60_000 })
  // Regions that are busy are explained by the whole: counted, and folded.
  await expect(firing(page)).toContainText(/explains \d+ other alert/, { timeout: 60_000 })
  const ofRegions = firing(page).getByText(/room starts in \w/)
  await expect(ofRegions.first()).toBeAttached()
  await expect(ofRegions.filter({ visible: true })).toHaveCount(0)
  await go(page, 'Fleet')
  await expect(verdict(page)).toContainText('Act now')
  await expect(verdict(page).getByText(words)).toBeVisible()
})

test('a host dies: what the lost have in common, whom it cut off, and what is kept of them', async ({
  page,
  roomdeck,
}) => {
  const deck = await roomdeck({ flags: [...flags.slice(0, -1), '10'] })
  await openLive(page, `${deck.url}/`)
  await deck.tellStory('host-down')
  // An alert, which is put on record, does not say how long ago it was.
  const words = /^(\d+) processes gone(?: .* ago| in .*)?, had [\d,]+ connections, .*?(?:all|(\d+) of \d+) host \S+/
  const told = verdict(page).getByText(words)
  await expect(told).toBeVisible({ timeout: 60_000 })
  // All of one host; one more at most was lost by chance in the same moments.
  const [, gone, ofHost = gone] = words.exec((await told.textContent()) ?? '') ?? []
  expect(Number(gone) - Number(ofHost)).toBeLessThanOrEqual(1)
  await go(page, 'Alerts')
  await expect(firing(page).getByText(words)).toHaveCount(1)
  await go(page, 'Events')
  const events = page.getByRole('table', { name: 'Events' }).or(page.getByRole('grid', { name: 'Events' }))
  await expect(events.getByText(/had \d+ connections? (when last seen|at the last count)/).first()).toBeVisible()
})

test('a region is gone from the list: it is named, and told as one alert', async ({ page, roomdeck }) => {
  const deck = await roomdeck({ flags: [...flags.slice(0, -1), '10'] })
  await openLive(page, `${deck.url}/alerts`)
  await deck.setFaults(['region-down=Frankfurt'])
  const words = /^Frankfurt: \d+ processes missing from the list, last seen with [\d,]+ connections/
  await expect(firing(page).getByText(words)).toHaveCount(1, { timeout: 60_000 })
  await expect(firing(page)).not.toContainText('connections fell')
  await go(page, 'Fleet')
  await expect(verdict(page).getByText(words)).toBeVisible()
  await expect(verdict(page)).toContainText('Act now')
})

test('a rollout: its wave, when it is half and wholly empty, and the regions that go over', async ({
  page,
  roomdeck,
}) => {
  const deck = await roomdeck({ flags: [...flags.slice(0, -1), '20'] })
  await openLive(page, `${deck.url}/drains`)
  await deck.tellStory('rollout')
  const waves = page.getByRole('list', { name: 'Waves' })
  await expect(waves).toContainText(/\d+ of \d{2,} drains, .* (?:half empty|no estimate)/, { timeout: 60_000 })
  await go(page, 'Rollouts')
  await expect(page.getByText(/\d+ is the newest: \d+ % of connections/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/[\d.,]+(?: k)? connections? still on \d+ older deployments?/)).toBeVisible()
})

test('a bad build is named in the verdict, and told as one alert', async ({ page, roomdeck }) => {
  // While fewer people come a small fleet starts hardly any process.
  test.setTimeout(180_000)
  const deck = await roomdeck({
    flags: ['--interval', '1s', '--processes', '1200', '--speed', '60', '--story', 'bad-build'],
  })
  await openLive(page, `${deck.url}/alerts`)
  const words = /\d+ processes never came up in 10 min, (all|\d+ of \d+) deployment \d+/
  await expect(firing(page).getByText(words)).toHaveCount(1, { timeout: 120_000 })
  await go(page, 'Fleet')
  await expect(verdict(page).getByText(words)).toBeVisible()
  await expect(verdict(page)).toContainText('Act now')
})
