import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { createOrderHold, type OrderAsked } from './orderHold.ts'

const listed = (seq: number, ids: readonly (string | null)[]) =>
  ({ seq, index: { rows: ids.map((processId) => (processId === null ? null : { processId })) } }) as unknown as Pick<
    FleetSnapshot,
    'index' | 'seq'
  >
const order = (...slots: number[]): Uint32Array => Uint32Array.from(slots)
const ASKED: OrderAsked = { sort: {}, choice: {} }

describe('an order that is held', () => {
  test('stays, says how old it is, and follows again when it is let go', () => {
    const hold = createOrderHold()
    expect(hold(listed(1, ['a', 'b', 'c']), order(0, 1, 2), ASKED, false)).toEqual({ order: order(0, 1, 2), behind: 0 })
    expect(hold(listed(2, ['a', 'b', 'c']), order(2, 1, 0), ASKED, true)).toEqual({ order: order(0, 1, 2), behind: 1 })
    expect(hold(listed(3, ['a', 'b', 'c']), order(2, 0, 1), ASKED, true)).toEqual({ order: order(0, 1, 2), behind: 2 })
    // The sort has come round by itself.
    expect(hold(listed(4, ['a', 'b', 'c']), order(0, 1, 2), ASKED, true).behind).toBe(0)
    expect(hold(listed(5, ['a', 'b', 'c']), order(2, 1, 0), ASKED, false)).toEqual({ order: order(2, 1, 0), behind: 0 })
  })

  test('loses who left, and has new ones last, even on a slot that was taken over', () => {
    const hold = createOrderHold()
    hold(listed(1, ['a', 'b', 'c']), order(0, 1, 2), ASKED, false)
    expect(hold(listed(2, ['a', null, 'c', 'd']), order(3, 2, 0), ASKED, true).order).toEqual(order(0, 2, 3))
    expect(hold(listed(3, ['a', 'e', 'c', 'd']), order(1, 3, 2, 0), ASKED, true).order).toEqual(order(0, 2, 3, 1))
    expect(hold(listed(4, ['x', 'e', 'c', 'd']), order(0, 1, 2, 3), ASKED, true).order).toEqual(order(2, 3, 1, 0))
  })

  test.each([
    ['sort', { ...ASKED, sort: {} }],
    ['choice', { ...ASKED, choice: {} }],
  ])('gives way to another %s', (_name, other) => {
    const hold = createOrderHold()
    hold(listed(1, ['a', 'b']), order(0, 1), ASKED, false)
    expect(hold(listed(2, ['a', 'b']), order(1, 0), ASKED, true).order).toEqual(order(0, 1))
    expect(hold(listed(2, ['a', 'b']), order(1, 0), other, true)).toEqual({ order: order(1, 0), behind: 0 })
  })

  test('is the same object while nothing changed', () => {
    const hold = createOrderHold()
    hold(listed(1, ['a', 'b']), order(0, 1), ASKED, false)
    const first = hold(listed(2, ['a', 'b']), order(1, 0), ASKED, true)
    expect(hold(listed(2, ['a', 'b']), order(1, 0), ASKED, true)).toBe(first)
    expect(hold(listed(3, ['a', 'b']), order(1, 0), ASKED, true).order).toBe(first.order)
  })

  test('property: always exactly what the sort lists, and who stays never changes places with another', () => {
    const poll = fc.uniqueArray(fc.nat(9), { maxLength: 10 })
    fc.assert(
      fc.property(poll, fc.array(poll, { maxLength: 6 }), (first, polls) => {
        const hold = createOrderHold()
        const all = listed(0, [...'abcdefghij'])
        let before = [...hold(all, Uint32Array.from(first), ASKED, false).order]
        for (const [at, sorted] of polls.entries()) {
          const now = [...hold({ ...all, seq: at + 1 }, Uint32Array.from(sorted), ASKED, true).order]
          expect(now.toSorted()).toEqual(sorted.toSorted())
          const stayed = before.filter((slot) => now.includes(slot))
          expect(now.slice(0, stayed.length)).toEqual(stayed)
          before = now
        }
      }),
    )
  })
})
