import { describe, expect, test } from 'vitest'
import { perConnection } from './perConnection.ts'
import { newProcessHistory, placeOf, putProcess, recordProcesses, type ProcessHistory } from './processHistory.ts'
import { HOUR, MINUTE, T } from './testSamples.ts'

const STEP = 5000
const WINDOW = { rangeMs: 15 * MINUTE, points: 1000 }
const UNKNOWN = Number.NaN

type Sample = readonly [connections: number, egress: number]

interface Watched {
  polls: number
  sample: (id: string, poll: number) => Sample | null
  ids?: readonly string[]
  /** Polls were missed just before this one. */
  gap?: number
}

/** Polls every 5 s from T on; `sample` says what each of the processes had, null for not listed. */
function watched({ polls, sample, ids = ['p'], gap }: Watched): ProcessHistory {
  const history = newProcessHistory(1e7)
  for (let poll = 0; poll < polls; poll++) {
    recordProcesses(history, T + poll * STEP, poll === gap, ids.length)
    for (const id of ids) {
      const one = sample(id, poll)
      if (one !== null) putProcess(history, placeOf(history, id), ...one)
    }
  }
  return history
}

const ownOf = (history: ProcessHistory, rangeMs = WINDOW.rangeMs): readonly number[] =>
  perConnection(history, 'p', ['p'], { ...WINDOW, rangeMs }).lines[0]?.values ?? []

/** At which poll the first value is, −1 for none. */
const firstOf = (values: readonly number[]): number => values.findIndex((value) => !Number.isNaN(value))

describe('of one process', () => {
  test('bytes over connections of the same time, once 5 of them were there for 2 min', () => {
    const values = ownOf(watched({ polls: 30, sample: (_id, poll) => [5 + (poll % 2), 1200] }))
    expect(values).toHaveLength(30)
    expect(firstOf(values)).toBe(24)
    expect(values.slice(24, 26)).toEqual([240, 200])
  })

  test.each<[title: string, over: Partial<Watched>, first: number]>([
    ['four connections are too few', { sample: () => [4, 1200] }, -1],
    ['fewer in between, and it begins anew', { sample: (_id, poll) => [poll === 10 ? 4 : 9, 1200] }, 35],
    ['not listed in between, likewise', { sample: (_id, poll) => (poll === 10 ? null : [9, 1200]) }, 35],
    ['what nobody watched does not count', { sample: () => [9, 1200], gap: 10 }, 34],
    ['an unknown rate is unknown, not zero', { sample: (_id, poll) => [9, poll < 30 ? UNKNOWN : 1200] }, 30],
    ['a rate of zero is zero', { sample: () => [9, 0] }, 24],
  ])('%s', (_title, over, first) => {
    const history = watched({ polls: 50, sample: () => null, ...over })
    const values = ownOf(history)
    // A gap has a time of its own in the answer.
    const at = firstOf(values)
    expect(over.gap === undefined ? at : at - 1).toBe(first)
  })

  test('nobody knows it', () => {
    const { lines, compared, listed } = perConnection(newProcessHistory(1e6), '__proto__', [], WINDOW)
    expect([lines.map(({ key }) => key), compared, listed]).toEqual([['own', 'median'], 0, 0])
  })

  test('from minutes: the least connections of each decide', () => {
    const dips = watched({ polls: 720, sample: (_id, poll) => [poll % 12 === 3 ? 4 : 9, 1200] })
    expect(firstOf(ownOf(dips, HOUR))).toBe(-1)
    const steady = ownOf(watched({ polls: 720, sample: () => [8, 1200] }), HOUR)
    // Its second minute ends 2 min after it came.
    expect(firstOf(steady)).toBe(1)
    expect(steady.at(-1)).toBe(150)
  })
})

describe('the median of its deployment', () => {
  const five = ['p', 'a', 'b', 'c', 'd']
  /** Bytes per connection of 100, 200, … in the order of the IDs. */
  const ladder = (id: string): Sample => [10, (five.indexOf(id) + 1) * 1000]

  test('is that of those that have enough connections, at each time', () => {
    const history = watched({ polls: 26, ids: five, sample: ladder })
    const { lines, compared, looked, listed } = perConnection(history, 'a', five, WINDOW)
    expect(lines[0]?.values.at(-1)).toBe(200)
    expect(lines[1]?.values.at(-1)).toBe(300)
    expect([compared, looked, listed]).toEqual([5, 5, 5])
  })

  test('is not said of four', () => {
    const history = watched({ polls: 26, ids: five, sample: (id) => (id === 'd' ? [4, 9] : ladder(id)) })
    const { lines, compared } = perConnection(history, 'a', five, WINDOW)
    expect(lines[0]?.values.at(-1)).toBe(200)
    expect(lines[1]?.values.every(Number.isNaN)).toBe(true)
    expect(compared).toBe(4)
  })

  test('leaves others out that the deployment does not list', () => {
    const history = watched({
      polls: 26,
      ids: [...five, 'other'],
      sample: (id) => (id === 'other' ? [10, 1e9] : ladder(id)),
    })
    expect(perConnection(history, 'other', five, WINDOW).lines[1]?.values.at(-1)).toBe(300)
  })

  test('of very many is that of some, evenly spread', () => {
    const many = Array.from({ length: 1200 }, (_, n) => `m-${n}`)
    const history = watched({ polls: 26, ids: many, sample: (id) => [10, Number(id.slice(2)) * 10] })
    const { lines, compared, looked, listed } = perConnection(history, 'm-0', many, WINDOW)
    expect([compared, looked, listed]).toEqual([500, 500, 1200])
    expect(lines[1]?.values.at(-1)).toBeCloseTo(599, -1)
  })
})
