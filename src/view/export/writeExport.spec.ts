import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import type { RowInFull, RowsInFull } from '../../types/engine.ts'
import { EXPORT_KINDS, type ExportKind } from './kinds.ts'
import { ABOUT, AT, capturedOf, roomOf } from './testFleet.ts'
import { EngineChanged, writeExport, type ExportJob } from './writeExport.ts'

const kindOf = (id: ExportKind['id']): ExportKind => EXPORT_KINDS.find((kind) => kind.id === id) ?? EXPORT_KINDS[0]

const full = (processId: string, rooms: number): RowInFull => ({
  rooms: Array.from({ length: rooms }, (_, at) => roomOf(`${processId}/r-${at}`)),
  roomsUnread: 0,
  why: null,
})

/** An engine in which every process has two rooms, but for those that a test names. */
function engineWith(named: Record<string, RowInFull | null> = {}) {
  const asked: number[] = []
  const ask = async (processIds: readonly string[], withRooms: boolean): Promise<RowsInFull> => {
    asked.push(processIds.length)
    const rows = processIds.map((id) => (id in named ? (named[id] ?? null) : full(id, withRooms ? 2 : 0)))
    return { engine: 'e-1', feedTime: AT + asked.length * 1000, rows }
  }
  return { ask, asked }
}

const write = async (id: ExportKind['id'], job: Partial<ExportJob>, engine = engineWith()) => {
  const progress: string[] = []
  const { file, sums } = await writeExport(
    { kind: kindOf(id), captured: capturedOf(3), about: ABOUT, ...job },
    {
      ask: engine.ask,
      onProgress: (done, total) => progress.push(`${done} of ${total}`),
      signal: new AbortController().signal,
    },
  )
  // `text()` takes the mark at the beginning away.
  return { text: await file.text(), bytes: new Uint8Array(await file.arrayBuffer()), type: file.type, sums, progress }
}

const table = (text: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data

describe('processes', () => {
  test('as CSV: one line each, in the order given, unknown figures empty', async () => {
    const { text, bytes, type, sums } = await write('processes.csv', {
      captured: capturedOf(3, { egressRate: Number.NaN }),
    })
    expect(type).toBe('text/csv;charset=utf-8')
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(text.endsWith('\r\n')).toBe(true)
    const rows = table(text)
    expect(rows.map((row) => row['processId'])).toEqual(['p-0', 'p-1', 'p-2'])
    expect(rows[0]).toMatchObject({ egressBytesPerSecond: '', activeConnections: '12', roomCount: '2' })
    expect(sums).toEqual({ processes: 3, rooms: 0, unlisted: 0, ended: 0, roomsUnread: 0 })
  })

  test('as JSON: with what was asked for, and with the rooms on each', async () => {
    const { text, type } = await write('processes.json', {}, engineWith({ 'p-1': full('p-1', 0), 'p-2': null }))
    expect(type).toBe('application/json')
    const said = JSON.parse(text)
    expect(said).toMatchObject({
      format: 'roomdeck.processes',
      version: 1,
      exportedAt: '2026-11-24T03:04:05.500Z',
      feedTime: '2026-11-24T03:04:05.000Z',
      source: 'simulator',
      app: 'app-demo',
      filters: { region: ['Sao_Paulo'] },
      selection: false,
      sort: { by: [{ key: 'connections', descending: true }], pollsOld: 0 },
      sums: { processes: 3, rooms: 2, ended: 1 },
    })
    expect(said.rows[0]).toMatchObject({ processId: 'p-0', roomCount: 2, rooms: [{ roomId: 'p-0/r-0' }, {}] })
    expect(said.rows[1].rooms).toEqual([])
    // It ended meanwhile: nobody can say, which is not none.
    expect(said.rows[2].rooms).toBeNull()
  })

  test('of none is a table without lines, and an empty list', async () => {
    expect(table((await write('processes.csv', { captured: capturedOf(0) })).text)).toEqual([])
    expect(JSON.parse((await write('processes.json', { captured: capturedOf(0) })).text).rows).toEqual([])
  })
})

describe('rooms', () => {
  test('as CSV: every room of every process, each with what its process is', async () => {
    const { text, sums } = await write('rooms.csv', {}, engineWith({ 'p-1': full('p-1', 0) }))
    expect(table(text).map(({ roomId, processId, region }) => [roomId, processId, region])).toEqual([
      ['p-0/r-0', 'p-0', 'Sao_Paulo'],
      ['p-0/r-1', 'p-0', 'Sao_Paulo'],
      ['p-2/r-0', 'p-2', 'Sao_Paulo'],
      ['p-2/r-1', 'p-2', 'Sao_Paulo'],
    ])
    expect(sums).toMatchObject({ processes: 3, rooms: 4, ended: 0 })
  })

  test('as JSON: also when the first pieces have none', async () => {
    const empty = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`p-${at}`, full('', 0)]))
    const { text } = await write('rooms.json', { captured: capturedOf(501, { rooms: 0 }) }, engineWith(empty))
    const said = JSON.parse(text)
    expect(said).toMatchObject({ format: 'roomdeck.rooms', version: 1 })
    expect(said.rows.map(({ roomId }: { roomId: string }) => roomId)).toEqual(['p-500/r-0', 'p-500/r-1'])
  })

  test('that are not there are counted', async () => {
    const engine = engineWith({ 'p-0': null, 'p-1': { ...full('p-1', 1), roomsUnread: 3 } })
    const { text, sums } = await write('rooms.csv', { captured: capturedOf(3, {}, 2) }, engine)
    expect(table(text)).toHaveLength(3)
    expect(sums).toEqual({ processes: 3, rooms: 3, unlisted: 2, ended: 1, roomsUnread: 3 })
  })
})

describe('pieces', () => {
  test.each<[id: ExportKind['id'], rooms: number, asked: readonly number[]]>([
    ['processes.csv', 100, [500, 500, 500]],
    ['rooms.csv', 0, [500, 500, 500]],
    ['rooms.csv', Number.NaN, [500, 500, 500]],
    ['rooms.csv', 4, [250, 250, 250, 250, 250, 250]],
    ['processes.json', 1200, Array.from({ length: 1500 }, () => 1)],
  ])('%s with %d rooms a process', async (id, rooms, asked) => {
    const engine = engineWith()
    const { progress, text } = await write(id, { captured: capturedOf(1500, { rooms }) }, engine)
    expect(engine.asked).toEqual(asked)
    expect(progress.at(-1)).toBe('1500 of 1500')
    expect(progress).toHaveLength(asked.length)
    if (id.endsWith('csv')) expect(table(text)).toHaveLength(id === 'rooms.csv' ? 3000 : 1500)
    else expect(JSON.parse(text).rows).toHaveLength(1500)
  })

  test('a room says which poll it is from, a process which poll its figures are from', async () => {
    const { text } = await write('rooms.csv', { captured: capturedOf(501, { rooms: 1 }) })
    const rows = table(text)
    expect(rows[0]?.['roomFeedTime']).toBe('2026-11-24T03:04:06.000Z')
    expect(rows.at(-1)?.['roomFeedTime']).toBe('2026-11-24T03:04:07.000Z')
    const figures = table((await write('processes.csv', { captured: capturedOf(501) })).text)
    expect(new Set(figures.map((row) => row['feedTime']))).toEqual(new Set(['2026-11-24T03:04:05.000Z']))
  })

  test('end with the signal, before the next is asked for', async () => {
    const controller = new AbortController()
    const engine = engineWith()
    const written = writeExport(
      { kind: kindOf('processes.csv'), captured: capturedOf(5000), about: ABOUT },
      {
        ask: engine.ask,
        onProgress: (done) => done === 1000 && controller.abort(new Error('changed my mind')),
        signal: controller.signal,
      },
    )
    await expect(written).rejects.toThrow('changed my mind')
    expect(engine.asked.length).toBeLessThanOrEqual(3)
  })

  test('of another engine are no file: it knows nothing of what was on screen', async () => {
    const engine = engineWith()
    const captured = { ...capturedOf(3), engine: 'e-0' }
    await expect(write('processes.csv', { captured }, engine)).rejects.toThrow(EngineChanged)
  })
})
