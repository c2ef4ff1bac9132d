import { describe, expect, test, vi } from 'vitest'
import type { Engine, RowsInFull } from '../../types/engine.ts'
import { createExporter, type Exporter } from './exporter.ts'
import { EXPORT_KINDS } from './kinds.ts'
import { ABOUT, AT, capturedOf } from './testFleet.ts'
import * as writer from './writeExport.ts'

const [KIND] = EXPORT_KINDS
const NAME = 'roomdeck-processes-2026-11-24T03-04-05Z.csv'

const answer = (processIds: readonly string[], engine = 'e-1'): RowsInFull => ({
  engine,
  feedTime: AT,
  rows: processIds.map(() => ({ rooms: [], roomsUnread: 0, why: null })),
})

const answering: Engine['rowsInFull'] = async (processIds) => answer(processIds)

function setUp(load: () => Promise<typeof writer> = async () => writer) {
  const saved: string[] = []
  const exporter = createExporter({ load, save: (_file, name) => void saved.push(name) })
  const seen: string[] = []
  exporter.subscribe(() => {
    const state = exporter.state()
    seen.push(state.stage === 'running' ? `${state.done} of ${state.total}` : state.stage)
  })
  return { exporter, saved, seen }
}

const start = (exporter: Exporter, ask = answering, n = 900): Promise<void> =>
  exporter.start(KIND, async () => ({ captured: capturedOf(n), about: ABOUT }), ask)

test('shows how far it is, saves the file and says which', async () => {
  const { exporter, saved, seen } = setUp()
  await start(exporter)
  expect(seen).toEqual(['0 of null', '0 of 900', '500 of 900', '900 of 900', 'ended'])
  expect(saved).toEqual([NAME])
  expect(exporter.state()).toEqual({
    stage: 'ended',
    outcome: 'done',
    words: `Exported 900 processes to ${NAME}`,
  })
  exporter.close()
  expect(exporter.state()).toEqual({ stage: 'idle' })
})

describe('one that is cancelled', () => {
  test('saves nothing, whatever is answered later, and makes room for the next', async () => {
    const { exporter, saved, seen } = setUp()
    let late = (): void => {}
    const first = start(exporter, (ids) => new Promise((resolve) => (late = () => resolve(answer(ids)))))
    await vi.waitFor(() => expect(seen).toContain('0 of 900'))
    exporter.cancel()
    expect(exporter.state()).toMatchObject({ outcome: 'cancelled', words: expect.stringContaining('no file') })
    const second = start(exporter, answering, 10)
    late()
    await Promise.all([first, second])
    expect(saved).toEqual([NAME])
    expect(exporter.state()).toMatchObject({ words: `Exported 10 processes to ${NAME}` })
  })

  test('when all of it is written saves nothing either', async () => {
    const { exporter, saved } = setUp()
    exporter.subscribe(() => {
      const state = exporter.state()
      if (state.stage === 'running' && state.done === state.total) exporter.cancel()
    })
    await start(exporter)
    expect(saved).toEqual([])
    expect(exporter.state()).toMatchObject({ outcome: 'cancelled' })
  })

  test('before it is known what is in it saves nothing either', async () => {
    const { exporter, saved } = setUp()
    let ready = (): void => {}
    const prepare = new Promise<void>((resolve) => (ready = resolve))
    const ask = vi.fn(answering)
    const done = exporter.start(KIND, () => prepare.then(() => ({ captured: capturedOf(3), about: ABOUT })), ask)
    exporter.cancel()
    ready()
    await done
    expect(ask).not.toHaveBeenCalled()
    expect(saved).toEqual([])
    expect(exporter.state()).toMatchObject({ outcome: 'cancelled' })
  })
})

test('a second one does not begin while one is running, and what runs is not closed', async () => {
  const { exporter, saved } = setUp()
  const first = start(exporter)
  await start(exporter, answering, 10)
  exporter.close()
  expect(exporter.state()).toMatchObject({ stage: 'running' })
  await first
  expect(saved).toHaveLength(1)
  expect(exporter.state()).toMatchObject({ words: `Exported 900 processes to ${NAME}` })
})

describe('one that fails says why and what to do, and saves nothing', () => {
  test.each<[title: string, failure: () => Error, words: RegExp]>([
    ['an engine that fails', () => new Error('the engine gave no answer'), /no answer\. Try again/],
    ['another engine', () => new writer.EngineChanged(), /started anew.*Export again once the feed is live/],
    [
      'a page of an older build',
      () => new TypeError('Failed to fetch dynamically imported module: /assets/x.js'),
      /new version: reload the page/,
    ],
  ])('%s', async (_title, failure, words) => {
    const { exporter, saved } = setUp()
    await start(exporter, () => Promise.reject(failure()))
    expect(exporter.state()).toMatchObject({ outcome: 'failed', words: expect.stringMatching(words) })
    expect(exporter.state()).toMatchObject({ words: expect.stringMatching(/^No file was made/) })
    expect(saved).toEqual([])
  })

  test('a part that cannot be loaded', async () => {
    const { exporter } = setUp(() => Promise.reject(new TypeError('error loading dynamically imported module')))
    await start(exporter)
    expect(exporter.state()).toMatchObject({ outcome: 'failed', words: expect.stringMatching(/reload the page/) })
  })

  test('and the next one begins', async () => {
    const { exporter, saved } = setUp()
    await start(exporter, () => Promise.reject(new Error('no')))
    await start(exporter)
    expect(saved).toEqual([NAME])
  })
})
