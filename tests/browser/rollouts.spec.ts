import { expect, test } from '../support/app.ts'
import { openLive } from '../support/page.ts'
import { handMadeUpstream } from '../support/handMadeUpstream.ts'
import { ago, wireRoom, wireRow } from '../support/rows.ts'

// Rollouts and capacity: what is still on the old build, is the new one as good, are there slots left.

const upstream = handMadeUpstream()
const flags = () => ['--upstream', upstream().url, '--interval', '1s']

const process = (processId: string, deploymentId: string, startedAgo: number, over: object = {}) =>
  wireRow(processId, {
    deploymentId,
    startingAt: ago(startedAgo + 20),
    startedAt: ago(startedAgo),
    activeConnectionsUpdatedAt: ago(1),
    ...over,
  })

test('says how far the rollout is, which region is behind, and when an old build starts processes again', async ({
  page,
  roomdeck,
}) => {
  const before = [
    process('a', '417', 20_000, { region: 'Tokyo', activeConnections: 60, draining: true }),
    process('b', '417', 20_000, { region: 'London', activeConnections: 15 }),
    process('c', '418', 900, { region: 'Tokyo', activeConnections: 25 }),
  ]
  upstream().list(before)
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/rollouts`)
  await expect(page.getByText('418 is the newest: 25 % of connections')).toBeVisible()
  await expect(page.getByText('75 connections still on 1 older deployment')).toBeVisible()
  await expect(page.getByText('New processes start on another deployment than 418 in London')).toBeVisible()

  const builds = page.getByRole('table', { name: 'Deployments', exact: true })
  await expect(builds.getByRole('row', { name: /^417/ })).toContainText('1 process takes new rooms')
  const matrix = page.getByRole('table', { name: 'Deployments by region' })
  const tokyo = matrix.getByRole('row', { name: /^Tokyo/ })
  await expect(tokyo.getByText('1 on the way out', { exact: true })).toBeVisible()

  // By region: the address carries it.
  await openLive(page, `${url}/rollouts?region=Tokyo`)
  await expect(page.getByText('418 is the newest: 29 % of connections')).toBeVisible()
  await expect(matrix.getByRole('row')).toHaveCount(2)

  upstream().list([...before, ...[1, 2, 3].map((n) => process(`again-${n}`, '417', n, { region: 'Tokyo' }))])
  await expect(page.getByText('deployment 417 is starting processes again: 3 in 10 min; 418: 0')).toBeVisible()
})

test('the chart of who is on which build is drawn by share too, and as a table', async ({ page, deck }) => {
  await openLive(page, `${deck.url}/rollouts`)
  const chart = page.getByRole('figure', { name: 'Connections by deployment over time' })
  await expect(chart).toBeVisible()
  await page.getByRole('radio', { name: 'Share' }).check({ force: true })
  await expect(page).toHaveURL(/share=1/)
  await expect(page.getByRole('figure', { name: 'Share of connections by deployment over time' })).toContainText('%')
  await page.getByRole('button', { name: 'More of connections by deployment' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Show as table' }).click()
  await expect(page).toHaveURL(/table=builds/)
  await expect(page.getByRole('group', { name: 'Share of connections by deployment over time, table' })).toBeVisible()
})

test('capacity tells open slots from coming and closed ones, and says nothing of old figures', async ({
  page,
  roomdeck,
  trouble,
}) => {
  trouble.expect(/^Failed to load resource: /)
  upstream().list([
    process('a', '417', 900, { region: 'Tokyo', roomSlotsAvailable: 3 }),
    process('b', '417', 900, { region: 'Tokyo', roomSlotsAvailable: 2, draining: true }),
    process('c', '417', 900, { region: 'London', roomsPerProcess: 5, roomSlotsAvailable: 5, startedAt: null }),
    process('d', '416', 900, {
      region: 'Tokyo',
      roomSlotsAvailable: 0,
      draining: true,
      rooms: [wireRoom('d', 'd-1')],
      totalRooms: 1,
    }),
  ])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/capacity`)
  await expect(page.getByText('3 open slots · 5 coming on 1 starting process · 2 closed on drains')).toBeVisible()
  const table = page.getByRole('table', { name: 'Capacity by region' })
  await expect(table.getByRole('row', { name: /^Tokyo/ })).toContainText('1 running')
  await expect(table.getByText('not watched for a minute yet').first()).toBeVisible()

  upstream().behave((_, response) => response.writeHead(503).end())
  await expect(page.getByText('The feed is not fresh: when slots run out is not known.')).toBeVisible()
  await expect(table.getByText('unknown: the feed is not fresh').first()).toBeVisible()

  // No more is it known when the last room of an old deployment is gone.
  await page.getByRole('link', { name: 'Rollouts', exact: true }).click()
  const builds = page.getByRole('table', { name: 'Deployments', exact: true })
  await expect(builds.getByRole('row', { name: /^416/ })).toContainText('unknown: the feed is not fresh')
})

test('a region that is full is named, with what is coming and when slots run out', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({
    flags: ['--interval', '1s', '--processes', '240', '--speed', '30', '--story', 'region-full'],
  })
  await openLive(page, `${url}/capacity`)
  await expect(page.getByText(/^Frankfurt: (\d+ open slots?, fewer than|no open slot)/)).toBeVisible({
    timeout: 90_000,
  })
})

test('of regions that the list leaves out nothing is said: neither that they have slots nor that nothing drains', async ({
  page,
  roomdeck,
}) => {
  const deck = await roomdeck({ flags: ['--interval', '1s', '--processes', '60'] })
  await openLive(page, `${deck.url}/capacity`)
  await expect(page.getByText(/^(?:\d+) open slots/)).toBeVisible()
  await deck.setFaults(['empty-list'])
  await expect(page.getByText(/^Missing from the list, so that their slots are not known: .*Tokyo/)).toBeVisible()
  await expect(page.getByText('No region is short of slots.')).toHaveCount(0)
  await page.getByRole('link', { name: 'Drains', exact: true }).click()
  await expect(page.getByText(/^Missing from the list, so that their drains are not known: .*Tokyo/)).toBeVisible()
  await expect(page.getByText(/^≥ \d+ drains?/)).toBeVisible()
})
