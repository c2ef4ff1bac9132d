import { describe, expect, it } from 'vitest'
import { NOT_OPEN, NOT_POLLING } from '../../fleet/eventWords.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import { createMarksKeeper, marksOf } from './chartMarks.ts'

const gap = (at: number, reason: string): FleetEvent => ({ kind: 'feed gap', at, from: at - 5, reason }) as FleetEvent

describe('marks of a chart', () => {
  it('say the feed failed where it was asked and did not answer, not where nobody asked', () => {
    const marks = marksOf([gap(10, NOT_POLLING), gap(20, NOT_OPEN), gap(30, 'connection refused')], [])
    expect(marks).toEqual([{ at: 25, label: '◌ feed failed' }])
  })

  it('name notes first, cut where they are long', () => {
    const marks = marksOf([gap(30, 'timeout')], [{ id: 'n', at: 40, words: 'Called the network team' }])
    expect(marks.map(({ label }) => label)).toEqual(['✎ Called the networ…', '◌ feed failed'])
  })

  it('add up who was lost together', () => {
    const lost = (at: number, connections: number): FleetEvent =>
      ({ kind: 'process ended', at, lost: true, connections }) as FleetEvent
    const marks = marksOf([lost(500_000, 7), lost(70_000, 40), lost(10_000, 20)], [])
    expect(marks).toEqual([
      { at: 10_000, label: '✕ 60' },
      { at: 500_000, label: '✕ 7' },
    ])
  })

  it('are the same list while they say the same', () => {
    const keep = createMarksKeeper()
    const first = keep([{ at: 1, label: 'a' }])
    expect(keep([{ at: 1, label: 'a' }])).toBe(first)
    expect(keep([{ at: 2, label: 'a' }])).not.toBe(first)
  })
})
