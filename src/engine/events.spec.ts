import { describe, expect, test } from 'vitest'
import { MOST_EVENTS } from '../fleet/keptEvents.ts'
import type { FleetEvent } from '../types/fleet.ts'
import { addEvent, amendEnd, mergeEvents, shareEvents } from './events.ts'
import { applyPatch } from './patch.ts'
import { newState } from './state.ts'
import { POLL_MS, row, rows, TestFeed } from './testFeed.ts'

/** More changes than the engine tells one by one. */
const MANY = 4 * MOST_EVENTS + 1

const of = { region: 'r', deploymentId: 'd' }
const reset = (at: number) => ({ kind: 'counter reset', at, processId: 'p', ...of }) as const
const loss = (at: number) =>
  ({
    kind: 'process ended',
    at,
    processId: `p-${at}`,
    ...of,
    ending: 'gone',
    lost: true,
    connections: 0,
    wasDraining: false,
    reason: '',
  }) as const

describe('a page that was away while other pages asked', () => {
  test('gets what lasts, however much else was said meanwhile, and has the list that the engine has', async () => {
    const feed = new TestFeed()
    const away = await feed.poll(rows(3000))
    const signal = new AbortController().signal
    const askElsewhere = () => feed.engine.poll({ signal, intervalMs: POLL_MS, spacingMs: POLL_MS, have: null })
    for (let n = 0; n < 3; n++) {
      feed.pass(POLL_MS)
      feed.running = [...rows(3000, () => ({ draining: n % 2 === 0 })), row('new', { deploymentId: '418' })]
      await askElsewhere()
    }
    const there = applyPatch(undefined, await askElsewhere())
    const back = applyPatch(away, feed.engine.report(away, POLL_MS))
    expect(there.events.filter(({ kind }) => kind === 'deployment first seen')).toHaveLength(1)
    expect(back.events).toEqual(there.events)
  })

  test('drops what the engine has dropped, though there is room for it again', () => {
    const state = newState('app')
    for (let n = 0; n < MOST_EVENTS; n++) addEvent(state, loss(n))
    const { events: before } = shareEvents(state, null)
    const tick = state.eventTick
    addEvent(state, loss(MOST_EVENTS))
    shareEvents(state, null)
    // A loss that was none does not count among those that last.
    amendEnd(state, 'p-5', (event) => ({ ...event, lost: false }))
    for (let n = 0; n < MANY; n++) addEvent(state, reset(n))
    const after = mergeEvents(before, shareEvents(state, tick))
    expect(after.some(({ at, kind }) => kind === 'process ended' && at === 0)).toBe(false)
    expect(after).toEqual(shareEvents(state, null).events)
  })

  test.each([
    ['nothing', 0],
    ['one change', 1],
    ['as many as are told one by one', MANY - 1],
  ])('that missed %s is told no more than that', (_title, missed) => {
    const state = newState('app')
    addEvent(state, reset(0))
    const before: readonly FleetEvent[] = shareEvents(state, null).events
    const tick = state.eventTick
    for (let n = 1; n <= missed; n++) addEvent(state, reset(n))
    const told = shareEvents(state, tick)
    expect(told.eventsWhole).toBe(false)
    expect(told.events).toHaveLength(Math.min(missed, MOST_EVENTS))
    expect(mergeEvents(before, told)).toEqual(shareEvents(state, null).events)
  })
})
