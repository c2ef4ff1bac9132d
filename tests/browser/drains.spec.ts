import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { feed, openFleet, openLive, panel, pasted, rowOf } from '../support/page.ts'
import { handMadeUpstream } from '../support/handMadeUpstream.ts'
import { ago, wireRoom, wireRow } from '../support/rows.ts'

// Drains: what is to come of each, and whom a stop would cut off.

const upstream = handMadeUpstream()
const flags = () => ['--upstream', upstream().url, '--interval', '1s']

const rooms = (processId: string, ...minutes: number[]) =>
  minutes.map((minute, at) => {
    const placed = {
      roomAllocationId: `${processId}-${at}`,
      processId,
      scheduledAt: ago(minute * 60),
      unscheduledAt: null,
    }
    return wireRoom(processId, `${processId}-${at}`, { currentAllocation: placed })
  })
const drain = (processId: string, connections: number, ...minutes: number[]) =>
  wireRow(processId, {
    draining: true,
    activeConnections: connections,
    activeConnectionsUpdatedAt: ago(1),
    rooms: rooms(processId, ...minutes),
    totalRooms: minutes.length,
  })

test('selected drains say whom a stop would cut, and are copied', async ({ page, context, roomdeck }) => {
  await context.grantPermissions(['clipboard-write'])
  upstream().list([drain('a', 14, 5, 9), drain('b', 3, 7), drain('c', 9, 2), wireRow('d', {})])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/drains`)
  const table = page.getByRole('grid', { name: 'Drains', exact: true })
  await expect(table).toHaveAttribute('aria-rowcount', '3')
  await expect(page.getByText('26 connections in 4 rooms would be cut')).toBeVisible()

  const rowOf = (processId: string) =>
    table.getByRole('row').filter({ has: page.getByRole('link', { name: processId, exact: true }) })
  await rowOf('a').click({ modifiers: ['ControlOrMeta'] })
  const selected = page.getByRole('region', { name: 'Selected drains' })
  await expect(selected).toContainText('1 drain selected')
  await expect(selected).toContainText('A stop now would cut 14 connections in 2 rooms')
  await rowOf('b').focus()
  await page.keyboard.press('Space')
  await expect(selected).toContainText('A stop now would cut 17 connections in 3 rooms')

  await selected.getByRole('button', { name: /^copy as text/ }).click()
  // It is there a moment after it was asked for.
  await expect(selected.getByRole('button', { name: /^copied what/ })).toBeVisible()
  const text = await pasted(page)
  expect(text.split('\n')).toHaveLength(2)
  expect(text).toMatch(/^a · .* · moving: /m)

  // What ended meanwhile is said to be gone, and makes the count a lower bound.
  upstream().list([drain('b', 3, 7), drain('c', 9, 2), wireRow('d', {})])
  await expect(selected).toContainText('A stop now would cut at least 3 connections in 1 room')
  await expect(selected).toContainText('1 not known: no longer listed')
  await selected.getByRole('button', { name: 'clear' }).click()
  await expect(selected).toHaveCount(0)

  await rowOf('b').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/processes\/b/)
})

test('before anything was learned there is no estimate, and why; a region without slots is named', async ({
  page,
  roomdeck,
}) => {
  upstream().list([
    { ...drain('a', 14, 5, 9), region: 'Sao_Paulo' },
    wireRow('d', { region: 'Sao_Paulo', roomSlotsAvailable: 1 }),
  ])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/drains`)
  await expect(page.getByText('no estimate: only 0 rooms were seen to end, 30 are needed').first()).toBeVisible()
  await expect(page.getByText(/Sao Paulo 2 rooms on drains, 1 open \+ 0 coming/)).toBeVisible()
})

test('once rooms were seen to end, drains and their waves say when they are empty: a range', async ({
  page,
  roomdeck,
}) => {
  // What happens to drain at this time of day may be old rooms only, of which nothing can be said: for two hours of that
  // world there are others, too.
  test.setTimeout(180_000)
  const { url } = await roomdeck({
    flags: ['--interval', '1s', '--processes', '240', '--speed', '60', '--story', 'rollout'],
  })
  await openLive(page, `${url}/drains`)
  const table = page.getByRole('grid', { name: 'Drains', exact: true })
  await expect(table.getByText(/^(?:within\s\d+|\d+\s(?:s|min|h).*\s(?:to|at the earliest))/).first()).toBeVisible({
    timeout: 60_000,
  })
  const waves = page.getByRole('list', { name: 'Waves' })
  await expect(waves.getByText(/last room \d\d:\d\d–\d\d:\d\d \w+, 8 in 10|at the earliest/).first()).toBeVisible({
    timeout: 120_000,
  })
  await expect(table.getByText(/^older than \d+ %$/).first()).toBeVisible()
})

test('while the feed fails no drain is called empty, and nothing is said of a stop now', async ({
  page,
  roomdeck,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  upstream().list([drain('process-a', 14, 5, 9), drain('process-b', 0), wireRow('process-c')])
  const { url } = await roomdeck({ flags: flags() })
  await openFleet(page, url)
  await expect(rowOf(page, 'process-b')).toContainText('empty:')
  upstream().behave((_, response) => response.writeHead(500).end())
  await expect(feed(page)).toContainText(/^Failing/)
  await expect(rowOf(page, 'process-b')).toContainText('unknown: the feed is not fresh')
  await expect(rowOf(page, 'process-b')).not.toContainText('empty')
  await expect(page.getByText('worst: not known now')).toBeVisible()
  // Nor on its own page.
  await rowOf(page, 'process-b').getByRole('gridcell').first().click()
  await expect(panel(page)).toContainText(/unknown since \d\d:\d\d/)
  await expect(panel(page).getByText(/empty|would cut/)).toHaveCount(0)
  await page.getByRole('link', { name: 'Drains', exact: true }).click()
  await expect(page.getByText('14 connections in 2 rooms were on them when the feed was last heard')).toBeVisible()
  await expect(page.getByText('Can the regions take it: not known')).toBeVisible()
  await expect(page.getByText('would be cut')).toHaveCount(0)
})

test('a choice made on another page is named, and taken back here', async ({ page, roomdeck }) => {
  upstream().list([drain('process-a', 14, 5, 9), wireRow('process-c', { region: 'London' })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/drains?region=London`)
  await expect(page.getByText('No drain is within the choice')).toBeVisible()
  await expect(page.getByText('1 more outside the choice')).toBeVisible()
  for (const name of ['Rollouts', 'Capacity']) {
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('button', { name: 'London ✕' })).toBeVisible()
  }
  await expect(page.getByText(/None of the chosen regions is short of slots|London: /)).toBeVisible()
  await page.getByRole('link', { name: 'Drains', exact: true }).click()
  // Who takes it back by keyboard is not at the top of the page then.
  await page.getByRole('button', { name: 'London ✕' }).press('Enter')
  await expect(page.getByRole('grid', { name: 'Drains', exact: true }).getByText('process-a')).toBeVisible()
  await expect(page).not.toHaveURL(/region/)
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
})
