import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { chartLines, chartPath, openFleet, openLive, openRow, panel, shownIds } from '../support/page.ts'
import { handMadeUpstream } from '../support/handMadeUpstream.ts'
import { CONFIGS, copied, life, rooms } from '../support/processPage.ts'
import { ago, wireRow } from '../support/rows.ts'

// The page of one process, and the same beside the table.

const upstream = handMadeUpstream()
const flags = () => ['--upstream', upstream().url, '--interval', '1s']

test('who it is and where it is reached, each to copy', async ({ page, context, roomdeck }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const query = { host: 'query.example', name: 'query', port: 27_015, transportType: 'tcp' }
  upstream().list([wireRow('p-1', { additionalExposedPorts: [query] })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  const header = page.getByRole('main').locator('header')
  const facts = header.locator('dl > div')
  for (const [name, says] of [
    ['Lifecycle', 'running'],
    ['Region', 'Tokyo'],
    ['Deployment', '7'],
    ['Host', 'tokyo-1.example'],
    ['Up for', '1 h'],
  ] as const) {
    await expect(facts.filter({ has: page.getByText(name, { exact: true }) })).toContainText(says)
  }
  for (const [name, text] of [
    ['copy process ID', 'p-1'],
    ['copy address of default', 'tokyo-1.example:7777'],
    ['copy address of query', 'query.example:27015'],
  ] as const) {
    await header.getByRole('button', { name }).press('Enter')
    await expect(header.getByRole('button', { name: name.replace('copy', 'copied') })).toBeVisible()
    await expect.poll(() => copied(page), name).toBe(text)
  }
  await page.getByText('Raw JSON').press('Enter')
  await page.getByRole('button', { name: 'copy raw JSON' }).press('Enter')
  await expect.poll(async () => (await copied(page)).includes('"additionalExposedPorts"')).toBe(true)
  expect(JSON.parse(await copied(page))).toMatchObject({ processId: 'p-1', additionalExposedPorts: [query] })
})

test('its life: each step with its time and how long it lasted; a start that is overdue is marked', async ({
  page,
  roomdeck,
}) => {
  const young = { startingAt: ago(20), startedAt: null }
  upstream().list([
    wireRow('p-1', { startingAt: ago(3612), draining: true, stoppingAt: ago(30) }),
    wireRow('young', young),
    wireRow('slow', { ...young, startingAt: ago(150) }),
    wireRow('late', { startingAt: ago(3900) }),
  ])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  const steps = life(page).getByRole('listitem')
  await expect(steps).toHaveText([/^starting.*12 s$/, /^started/, /^first seen draining/, /^stopping.*\d+ s so far$/])
  await expect(steps.nth(1).locator('time')).toHaveAttribute('title', /UTC/)
  for (const [id, says] of [
    ['young', /^starting\d\d:\d\d:\d\d \d\d s so far$/],
    ['slow', /^starting.* 2 min \d\d so faroverdue: a start may take 1 min 40$/],
    ['late', /^starting.* 5 minlate: a start may take 1 min 40started/],
  ] as const) {
    await openLive(page, `${url}/processes/${id}`)
    await expect(life(page), id).toHaveText(says)
  }
  // Where there is no room for a line, it runs down.
  await page.setViewportSize({ width: 360, height: 780 })
  const [first, second] = await Promise.all([steps.nth(0).boundingBox(), steps.nth(1).boundingBox()])
  expect(second?.y).toBeGreaterThan((first?.y ?? 0) + 10)
  expect(second?.x).toBe(first?.x)
})

test('three charts; bytes per connection stand against the median of the deployment', async ({ page, roomdeck }) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '30'] })
  await openFleet(page, `${url}/?sort=-connections&range=15m&status=running`)
  const [id = ''] = await shownIds(page)
  await openLive(page, `${url}/processes/${encodeURIComponent(id)}?range=15m`)
  const chart = page.getByRole('figure', { name: 'Bytes per connection over time' })
  for (const name of ['Connections over time', 'Egress over time']) {
    await expect.poll(() => chartPath(page, name), name).toMatch(/L/)
  }
  // Both are lines only after two minutes of the world's time.
  await expect(chartLines(page, 'Bytes per connection over time')).toHaveCount(2)
  const lines = chartLines(page, 'Bytes per connection over time')
  await expect.poll(() => lines.nth(0).getAttribute('d')).toMatch(/L/)
  await expect.poll(() => lines.nth(1).getAttribute('d')).toMatch(/L/)
  await expect(chart.getByRole('listitem').nth(0)).toHaveText(/this process \d.*B\/s/)
  await expect(chart.getByRole('listitem').nth(1)).toHaveText(/median of its deployment \d.*B\/s/)
  await expect(page.getByText(/median of \d+ processes of its deployment, those with 5 connections/)).toBeVisible()
})

test('with too few connections nothing is said of bytes per connection, and why', async ({ page, roomdeck }) => {
  upstream().list([wireRow('p-1', { activeConnections: 3 })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  await expect(page.getByText('No median: of its deployment, 0 processes had 5 connections or more')).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Bytes per connection over time' })).toContainText('no value yet')
})

test('a process that ends while it is watched: how, what was known, and what the server says', async ({
  page,
  context,
  roomdeck,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const row = wireRow('p-1', { activeConnections: 14, rooms: CONFIGS.slice(0, 2), totalRooms: 2 })
  const others = Array.from({ length: 4 }, (_, n) => wireRow(`other-${n}`))
  upstream().list([row, ...others])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  await expect(rooms(page).getByRole('rowheader')).toHaveCount(2)
  const { rooms: _rooms, totalRooms: _totalRooms, ...died } = row
  upstream().end([{ ...died, terminatedAt: ago(0), activeConnectionsUpdatedAt: ago(1) }])
  upstream().list(others)

  await expect(page.getByText('Not in the list of running processes')).toBeVisible()
  await expect(page.getByText('Died, had 14 connections at the last count.')).toBeVisible()
  await expect(page.getByText('This process is no longer listed')).toHaveAttribute('aria-live', 'polite')
  const header = page.getByRole('main').locator('header')
  await expect(header).toContainText('Connections then14 connections')
  await expect(header).toContainText('Rooms then2 rooms')
  await expect(header).toContainText('Hosttokyo-1.example')
  await expect(page.getByRole('list', { name: 'Events we saw' })).toContainText('lost with connections: died')
  // Its lines are kept as long as it is remembered.
  await expect.poll(() => chartPath(page, 'Connections over time')).not.toBe('')

  await page.getByRole('button', { name: 'Look it up' }).press('Enter')
  await expect(page.getByText('The server says: died')).toBeVisible()
  await expect(life(page).getByRole('listitem')).toHaveText([/^starting/, /^started/, /^terminated/])
  await page.getByText('Answer as sent').press('Enter')
  await page.getByRole('button', { name: 'copy answer as sent' }).press('Enter')
  await expect.poll(async () => (await copied(page)).includes('"terminatedAt": "2')).toBe(true)

  upstream().end([])
  await page.getByRole('button', { name: 'Look it up again' }).press('Enter')
  await expect(page.getByText('the server knows no such process')).toBeVisible()
  await expect(page.getByText('Answer as sent')).toHaveCount(0)
})

test('beside the table it is the same, and everything is reached by keyboard', async ({ page, roomdeck }) => {
  upstream().list([wireRow('p-1', { rooms: CONFIGS, totalRooms: 4 })])
  const { url } = await roomdeck({ flags: flags() })
  await openFleet(page, url)
  await openRow(page, 'p-1')
  await expect(panel(page).getByRole('heading', { level: 2 })).toContainText('p-1')
  await expect(panel(page).getByRole('figure')).toHaveCount(3)
  await panel(page).getByRole('button', { name: 'Close' }).focus()
  const reached: string[] = []
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const one = document.activeElement
      if (one === null || one.closest('aside') === null) return null
      return (one.getAttribute('aria-label') ?? one.textContent ?? '').trim()
    })
    if (name === null) break
    reached.push(name)
  }
  const wanted = [
    'copy process ID',
    'Open its page',
    'copy address',
    'Find rooms by ID or config',
    'Room',
    'Status',
    'Age',
    'copy room ID r-9',
    'copy allocation of room r-9',
    'ranked on [U+202E]harbor',
    'copy address of default',
    'Raw JSON',
  ]
  let at = -1
  for (const name of wanted) {
    const next = reached.findIndex((one, index) => index > at && one.startsWith(name))
    expect(next, `${name} in ${reached.join(' | ')}`).toBeGreaterThan(-1)
    at = next
  }
})

test('its charts are tables, too, by the address, and files', async ({ page, roomdeck }) => {
  upstream().list([wireRow('p-1', { activeConnections: 12 })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  const figure = page.getByRole('figure', { name: 'Connections over time', exact: true })
  await figure.getByRole('button', { name: 'More of connections' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Show as table' }).click()
  await expect(page).toHaveURL(/table=connections/)
  await expect(figure.getByRole('row').nth(1)).toContainText('12')
  await page
    .getByRole('figure', { name: 'Bytes per connection over time' })
    .getByRole('button', { name: /^More/ })
    .click()
  const download = page.waitForEvent('download')
  // The menu before may still be closing.
  const menu = page.getByRole('menu', { name: 'More of bytes per connection' })
  await menu.getByRole('menuitem', { name: 'Save as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^roomdeck-egress-per-connection-/)
})
