import { expect, test } from '../support/app.ts'
import { openFleet, openLive, panel, processes, processRows, rowCount, rowOf, openRow } from '../support/page.ts'
import { handMadeUpstream } from '../support/handMadeUpstream.ts'
import { wireRoom, wireRow } from '../support/rows.ts'

// Strangers' text in every place that it can come from.

const IDS: readonly [name: string, processId: string][] = [
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['a path, a query and a hash', 'a/b?c#d'],
  ['markup', '<script>alert(1)</script>'],
  ['a dot', '.'],
  ['two dots', '..'],
  ['an escaped slash', '%2F'],
  ['a broken escape', '%zz'],
  ['an emoji', '🎮'],
  ['a space and a plus', 'a b+c&d=e'],
  ['512 characters', 'x'.repeat(506) + '-other'],
  ['a direction override', 'abc\u202Edef'],
  ['a backslash', 'a\\b'],
  ['a newline', 'a\nb'],
]

const hostOf = (id: string): string => `host-${IDS.findIndex((one) => one[1] === id)}.example`

const MARKUP = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'

const upstream = handMadeUpstream()

test.beforeEach(() =>
  upstream().list(
    IDS.map(([, id]) =>
      wireRow(id, { exposedPort: { host: hostOf(id), name: 'default', port: 7777, transportType: 'udp' } }),
    ),
  ),
)

const flags = () => ['--upstream', upstream().url, '--interval', '1s']

test('odd IDs are each opened by their link, in a fresh tab and in the panel', async ({ page, roomdeck, visitor }) => {
  const { url } = await roomdeck({ flags: flags() })
  await openFleet(page, url)
  expect(await rowCount(page)).toBe(IDS.length)
  const stranger = await visitor()
  // Each has a host of its own: that tells processes apart whatever is drawn of their IDs.
  const listed = async (one: typeof page, id: string, where: string): Promise<void> => {
    await expect(one.getByText(`${hostOf(id)}:7777`).first(), where).toBeVisible()
    await expect(one.getByText('Not in the list of running processes')).toHaveCount(0)
  }
  for (const [name, id] of IDS) {
    await test.step(name, async () => {
      await openRow(page, id)
      await listed(page, id, `${name}, panel`)
      await panel(page).getByRole('button', { name: 'Close' }).click()
      await expect(panel(page)).toHaveCount(0)
      await rowOf(page, id).getByRole('link', { name: id, exact: true }).click()
      await listed(page, id, `${name}, link`)
      if (id.length <= 16 && !/[\n\u202E]/.test(id)) {
        await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: id }).first()).toBeVisible()
      }
      await stranger.goto(page.url())
      await listed(stranger, id, `${name}, deep link`)
      await page.goBack()
    })
  }
  expect(await page.evaluate(() => Object.keys(Object.prototype).length + Object.keys(Array.prototype).length)).toBe(0)
  expect(await page.evaluate(() => 'x' in {} || 'processId' in {})).toBe(false)
})

test('markup is text wherever it stands', async ({ page, roomdeck }) => {
  upstream().list([
    wireRow('p-1', {
      region: MARKUP,
      deploymentId: MARKUP,
      rooms: [wireRoom('p-1', MARKUP, { roomConfig: MARKUP, status: MARKUP })],
      totalRooms: 1,
      exposedPort: { host: MARKUP, name: MARKUP, port: 1, transportType: MARKUP },
      additionalExposedPorts: [{ host: 'javascript:alert(1)', name: '{{7*7}}', port: 2, transportType: 'udp' }],
      draining: true,
      [MARKUP]: 1,
    }),
    wireRow(MARKUP.slice(0, 60), { activeConnections: -1 }),
  ])
  const { url } = await roomdeck({ flags: flags() })
  await openFleet(page, url)
  const clean = async (): Promise<void> => {
    expect(await page.locator('img, script:not([src])').count()).toBe(0)
    await expect(page).not.toHaveTitle('owned')
  }
  await expect(processRows(page).first()).toContainText(MARKUP)
  await clean()
  await openLive(page, `${url}/processes/p-1`)
  await page
    .getByRole('table', { name: 'Rooms' })
    .getByText(/characters/)
    .click()
  await expect(page.getByRole('table', { name: 'Rooms' }).locator('pre')).toHaveText(MARKUP)
  await expect(page.getByRole('table', { name: 'Ports' })).toContainText('{{7*7}}')
  expect(await page.locator('main a:not([href^="/"])').count()).toBe(0)
  await clean()
  for (const path of ['/drains', '/health', '/?by=region', `/?region=${encodeURIComponent(MARKUP)}`]) {
    await openLive(page, `${url}${path}`)
    await clean()
  }
})

test('a room config of 10,000 characters unfolds at once, JSON or not', async ({ page, roomdeck }) => {
  const long = 'x'.repeat(10_000)
  const json = JSON.stringify(Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`key${n}`, n])))
  upstream().list([
    wireRow('p-1', {
      rooms: [
        wireRoom('p-1', 'long', { roomConfig: long }),
        wireRoom('p-1', 'json', { roomConfig: json }),
        wireRoom('p-1', 'proto', { roomConfig: '{"__proto__":{"x":1},"dangerouslySetInnerHTML":{"__html":"<b>"}}' }),
        wireRoom('p-1', 'combining', { roomConfig: `a${'\u0301'.repeat(9000)}` }),
        wireRoom('p-1', 'nested', { roomConfig: `${'['.repeat(5000)}${']'.repeat(5000)}` }),
      ],
      totalRooms: 5,
    }),
  ])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  const rooms = page.getByRole('table', { name: 'Rooms' })
  for (const [room, says] of [
    ['long', long],
    ['json', '"key599": 599'],
    ['proto', '"__proto__"'],
    ['combining', 'a\u0301'],
    ['nested', '['],
  ] as const) {
    const row = rooms.getByRole('row').filter({ has: page.getByRole('rowheader', { name: room, exact: true }) })
    // In the page, to the frame after paint: reading half a megabyte out of it is not the page's time.
    const unfolding = await row.getByText(/characters/).evaluateHandle((button: HTMLElement) => {
      const time = { ms: Number.NaN }
      button.addEventListener('click', () => {
        const began = performance.now()
        requestAnimationFrame(() => setTimeout(() => (time.ms = performance.now() - began)))
      })
      return time
    })
    await row.getByText(/characters/).click()
    await expect(rooms.getByRole('group', { name: `Config of room ${room}` }).locator('pre')).toContainText(says)
    await expect.poll(() => unfolding.evaluate(({ ms }) => ms), room).toBeLessThan(2000)
  }
  expect(await page.evaluate(() => 'x' in {})).toBe(false)
})

test('values that nobody has heard of are shown as they are', async ({ page, roomdeck }) => {
  const ports = [
    { host: 'h.example', name: 'high', port: 70_001, transportType: 'quic' },
    { host: 'h.example', name: 'same', port: 1, transportType: 'udp' },
    { host: 'h.example', name: 'same', port: 1, transportType: 'udp' },
  ]
  upstream().list([
    wireRow('p-9', { deploymentId: 'v1.9', region: 'Moon_Base', additionalExposedPorts: ports }),
    wireRow('p-10', { deploymentId: 'v1.10', rooms: [wireRoom('p-10', 'r', { status: 'melting' })], totalRooms: 1 }),
    wireRow('p-11', { deploymentId: '11', exposedPort: undefined, startedAt: '1970-01-01T00:00:00Z' }),
  ])
  const { url } = await roomdeck({ flags: flags() })
  await openFleet(page, `${url}/?sort=deployment`)
  const order = await processRows(page).evaluateAll((rows) =>
    rows.map((row) => row.querySelectorAll('[role=gridcell]')[3]?.textContent),
  )
  expect(order).toEqual(['11', 'v1.9', 'v1.10'])
  await expect(rowOf(page, 'p-9')).toContainText('Moon Base')
  await expect(rowOf(page, 'p-11')).toContainText('starting')
  await openRow(page, 'p-10')
  await expect(panel(page)).toContainText('melting')
  await openLive(page, `${url}/processes/p-9`)
  await expect(page.getByRole('table', { name: 'Ports' })).toContainText('h.example:70001')
  await expect(page.getByRole('table', { name: 'Ports' })).toContainText('quic')
})

test('an upstream with nothing to list', async ({ page, roomdeck }) => {
  upstream().list([])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, url)
  await expect(page.getByText('No running processes')).toBeVisible()
  await expect(processes(page)).toHaveAttribute('aria-rowcount', '0')
  await openLive(page, `${url}/drains`)
  await expect(page.getByText('No process is draining')).toBeVisible()
  upstream().list([wireRow('p-1')])
  await openLive(page, url)
  await expect.poll(() => rowCount(page)).toBe(1)
})
