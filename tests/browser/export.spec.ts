import { expect, test } from '../support/app.ts'
import { choose, exportAs, exportBar, exportButton, fileOf, type Line, readCsv } from '../support/exported.ts'
import { openFleet, pause, processes, processRows, rowCount, shownIds } from '../support/page.ts'
import { startHandMade, type WireRow, wireRoom, wireRow } from '../support/rows.ts'

// Files as somebody else's program reads them, against what the endpoint says.

/** A world that stands still, so that what is asked twice is answered alike. */
const STILL = ['--speed', '0.000001', '--interval', '1s']

interface SentRoom extends WireRow {
  roomId: string
  currentAllocation: Record<string, string | null>
}

interface Sent extends WireRow {
  processId: string
  activeConnections: number
  rooms: SentRoom[]
}

async function listedBy(url: string): Promise<Sent[]> {
  const response = await fetch(`${url}/processes/v1/app-demo/list/running`)
  return (await response.json()) as Sent[]
}

/** A time of the wire as a file says it. */
const iso = (at: unknown): string => (typeof at === 'string' ? new Date(at).toISOString() : '')

const byConnections = (a: Sent, b: Sent): number =>
  b.activeConnections - a.activeConnections || (a.processId < b.processId ? -1 : 1)

const processCells = (row: Sent): Line => {
  // A process that is still starting has none: the deprecated fields say where it will be.
  const port = row['exposedPort'] as { host: string; port: number } | null
  return {
    appId: String(row['appId']),
    processId: row.processId,
    deploymentId: String(row['deploymentId']),
    region: String(row['region']),
    host: String(port?.host ?? row['host'] ?? ''),
    port: String(port?.port ?? row['port'] ?? ''),
    startingAt: iso(row['startingAt']),
    startedAt: iso(row['startedAt']),
    stoppingAt: iso(row['stoppingAt']),
    terminatedAt: iso(row['terminatedAt']),
    activeConnections: String(row.activeConnections),
    activeConnectionsUpdatedAt: iso(row['activeConnectionsUpdatedAt']),
    egressedBytes: String(row['egressedBytes']),
    roomCount: String(row['totalRooms']),
    roomsPerProcess: String(row['roomsPerProcess']),
    roomSlotsAvailable: String(row['roomSlotsAvailable']),
  }
}

const roomCells = (room: SentRoom): Line => ({
  roomId: room.roomId,
  appId: String(room['appId']),
  status: String(room['status']),
  roomConfig: typeof room['roomConfig'] === 'string' ? room['roomConfig'] : '',
  roomAllocationId: room.currentAllocation['roomAllocationId'] ?? '',
  allocationProcessId: room.currentAllocation['processId'] ?? '',
  scheduledAt: iso(room.currentAllocation['scheduledAt']),
  unscheduledAt: iso(room.currentAllocation['unscheduledAt']),
})

/** Values of a JSON file as the cells of a table would say them. */
const cellsOf = (row: Record<string, unknown>): Line =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      Array.isArray(value) ? [] : [[name, value === null ? '' : String(value)]],
    ),
  )

/** `rows` hold at least the cells of `wanted`, in the same order. */
function expectCells(rows: readonly Line[], wanted: readonly Line[]): void {
  expect(rows).toHaveLength(wanted.length)
  for (const [at, cells] of wanted.entries()) expect(rows[at]).toMatchObject(cells)
}

test('all four hold what the endpoint says of the processes in view, in their order on screen', async ({
  page,
  roomdeck,
}) => {
  const { url } = await roomdeck({ flags: [...STILL, '--processes', '400'] })
  await openFleet(page, `${url}/?region=Tokyo&region=Sao_Paulo&sort=-connections`)
  const wanted = (await listedBy(url))
    .filter(({ region }) => region === 'Tokyo' || region === 'Sao_Paulo')
    .toSorted(byConnections)
  const ids = wanted.map(({ processId }) => processId)
  expect(ids.length).toBeGreaterThan(10)
  expect(await rowCount(page)).toBe(ids.length)
  const shown = await shownIds(page)
  expect(ids.slice(0, shown.length)).toEqual(shown)
  const rooms = wanted.flatMap((row) =>
    row.rooms.map((room) => ({ ...roomCells(room), processId: row.processId, region: String(row['region']) })),
  )
  expect(rooms.length).toBeGreaterThan(ids.length)

  await exportButton(page).click()
  await expect(
    page.getByText(new RegExp(`^${ids.length} of \\d+ processes, sorted by connections, descending$`)),
  ).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Processes as CSV' })).toBeFocused()
  await page.keyboard.press('Escape')

  const csv = await exportAs(page, 'Processes as CSV')
  expect(csv.name).toMatch(/^roomdeck-processes-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/)
  await expect(exportBar(page)).toContainText(`Exported ${ids.length} processes to ${csv.name}`)
  const lines = readCsv(csv)
  expectCells(lines, wanted.map(processCells))
  // Nothing has moved, so that no rate is known: an empty cell, not 0.
  expect(new Set(lines.map((line) => line['egressBytesPerSecond']))).toEqual(new Set(['']))

  const roomLines = readCsv(await exportAs(page, 'Rooms as CSV'))
  expectCells(roomLines, rooms)
  const json = JSON.parse((await exportAs(page, 'Processes as JSON')).text)
  expect(json).toMatchObject({
    format: 'roomdeck.processes',
    version: 1,
    app: 'app-demo',
    filters: { region: ['Tokyo', 'Sao_Paulo'] },
    sort: { by: [{ key: 'connections', descending: true }] },
    sums: { processes: ids.length, rooms: rooms.length, ended: 0, roomsUnread: 0, unlisted: 0 },
  })
  expectCells(json.rows.map(cellsOf), wanted.map(processCells))
  for (const [at, row] of json.rows.entries()) {
    expectCells(row.rooms.map(cellsOf), wanted[at]?.rooms.map(roomCells) ?? [])
  }
  const roomsJson = JSON.parse((await exportAs(page, 'Rooms as JSON')).text)
  expect(roomsJson).toMatchObject({ format: 'roomdeck.rooms', version: 1 })
  expectCells(roomsJson.rows.map(cellsOf), rooms)
})

test("a search text that was just typed is in force, and strangers' text does no harm", async ({ page, roomdeck }) => {
  const config = '=HYPERLINK("http://evil.example","a,b")\r\nsecond line'
  const upstream = await startHandMade([
    wireRow('@SUM(1)', { rooms: [wireRoom('@SUM(1)', '-1', { roomConfig: config })], totalRooms: 1 }),
    wireRow('=first', {
      region: '＝Mars',
      rooms: [wireRoom('=first', 'ok', { roomConfig: '{"a":1}' })],
      totalRooms: 1,
    }),
    wireRow('somebody else'),
  ])
  try {
    const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
    await openFleet(page, `${url}/?sort=process`)
    const all = readCsv(await exportAs(page, 'Processes as CSV'))
    expect(all.map((line) => [line['processId'], line['region']])).toEqual([
      ["'=first", "'＝Mars"],
      ["'@SUM(1)", 'Tokyo'],
      ['somebody else', 'Tokyo'],
    ])
    // The search is busy with the text before, so that its rows are still those on screen.
    const [search] = await Promise.all([
      page.waitForEvent('worker', (worker) => worker.url().includes('search.worker')),
      page.getByRole('searchbox').fill('example'),
    ])
    await expect(page).toHaveURL(/q=example/)
    await expect(processRows(page)).toHaveCount(3)
    const busy = search.evaluate(() => {
      const end = performance.now() + 2000
      while (performance.now() < end);
    })
    await page.getByRole('searchbox').fill('evil')
    const [download] = await Promise.all([page.waitForEvent('download'), choose(page, 'Rooms as CSV')])
    await busy
    const rooms = readCsv(await fileOf(download))
    expect(rooms.map((line) => [line['roomId'], line['roomConfig'], line['processId']])).toEqual([
      ["'-1", `'${config}`, "'@SUM(1)"],
    ])
    const json = JSON.parse((await exportAs(page, 'Rooms as JSON')).text)
    expect(json.filters).toEqual({ q: 'evil' })
    expect(json.rows[0]).toMatchObject({ roomId: '-1', roomConfig: config, processId: '@SUM(1)' })
  } finally {
    await upstream.close()
  }
})

test('what ended meanwhile is there with what the page knows, and its rooms are said to be left out', async ({
  context,
  page,
  roomdeck,
}) => {
  const rows = ['a', 'b', 'c'].map((id) => wireRow(id, { rooms: [wireRoom(id, `room-${id}`)], totalRooms: 1 }))
  const upstream = await startHandMade(rows)
  try {
    const { url } = await roomdeck({ flags: ['--upstream', upstream.url, '--interval', '1s'] })
    await openFleet(page, `${url}/?sort=process`)
    await pause(page)
    // The engine they share goes on for the other tab.
    const other = await context.newPage()
    await openFleet(other, url)
    upstream.list(rows.slice(1))
    await expect(processes(other)).toHaveAttribute('aria-rowcount', '2')

    const lines = readCsv(await exportAs(page, 'Processes as CSV'))
    expect(lines.map((line) => line['processId'])).toEqual(['a', 'b', 'c'])
    const rooms = readCsv(await exportAs(page, 'Rooms as CSV'))
    expect(rooms.map((line) => line['roomId'])).toEqual(['room-b', 'room-c'])
    await expect(exportBar(page)).toContainText('Left out: the rooms of 1 process that ended meanwhile')
    const json = JSON.parse((await exportAs(page, 'Processes as JSON')).text)
    expect(json.rows.map((row: { rooms: unknown[] | null }) => row.rooms?.length ?? null)).toEqual([null, 1, 1])
  } finally {
    await upstream.close()
  }
})
