import { describe, expect, test } from 'vitest'
import { currentDeployments, oldStarts, oldStartsWords, successorOf, type ProcessStart } from './rollout.ts'

const MINUTE = 60_000
const NOW = Date.UTC(2026, 4, 4, 20)

/** So many starts, minutes ago. */
const starts = (deploymentId: string, ago: readonly number[], region = 'Tokyo'): ProcessStart[] =>
  ago.map((minutes) => ({ deploymentId, region, at: NOW - minutes * MINUTE }))

describe('current', () => {
  test('is the deployment on which new processes start, region by region', () => {
    const all = [
      ...starts('417', [60, 50, 40]),
      ...starts('418', [5, 3]),
      ...starts('417', [7, 2], 'London'),
      ...starts('416', [900], 'Sydney'),
    ]
    expect([...currentDeployments(all, NOW)]).toEqual([
      ['Tokyo', '418'],
      ['London', '417'],
      ['Sydney', '416'],
    ])
  })

  test('one start of an old build does not make it current', () => {
    expect(currentDeployments([...starts('418', [8, 6, 4]), ...starts('417', [1])], NOW).get('Tokyo')).toBe('418')
  })

  test('where some are level, the newest start says it', () => {
    expect(currentDeployments([...starts('417', [8]), ...starts('418', [4])], NOW).get('Tokyo')).toBe('418')
  })
})

describe('what took the place of drains', () => {
  const drains = (over: Partial<Parameters<typeof successorOf>[0]> = {}) => ({
    deploymentId: '417',
    since: NOW - 60 * MINUTE,
    regions: new Set(['Tokyo']),
    ...over,
  })

  test('is what started there when they began, whatever came since', () => {
    const all = [...starts('417', [65]), ...starts('418', [62, 58, 52]), ...starts('419', [9, 8, 7, 6, 5])]
    expect(successorOf(drains(), all)).toBe('418')
    expect(successorOf(drains({ deploymentId: '418', since: NOW - 8 * MINUTE }), all)).toBe('419')
  })

  test('is nothing where nothing else started: a region made smaller, or another one’s rollout', () => {
    expect(successorOf(drains(), starts('417', [300, 61]))).toBeNull()
    expect(successorOf(drains(), starts('418', [60, 58], 'London'))).toBeNull()
    expect(successorOf(drains(), starts('418', [120, 40]))).toBeNull()
    expect(successorOf(drains(), [])).toBeNull()
  })
})

describe('an old deployment that starts processes', () => {
  const order = ['418', '417', '416']

  test('starts again after a pause', () => {
    const all = [...starts('417', [60, 45, 9, 7, 5, 3, 1]), ...starts('418', [30, 20])]
    const seen = oldStarts(all, order, NOW)
    expect(seen).toEqual([{ deploymentId: '417', starts: 5, newest: '418', newestStarts: 0, again: true }])
    expect(seen.map(oldStartsWords)).toEqual(['deployment 417 is starting processes again: 5 in 10 min; 418: 0'])
  })

  test('without a pause it is starting still', () => {
    const all = [...starts('417', [30, 15, 7, 5, 1]), ...starts('418', [8, 2])]
    expect(oldStarts(all, order, NOW).map(oldStartsWords)).toEqual([
      'deployment 417 is still starting processes: 3 in 10 min; 418: 2',
    ])
  })

  test('what started before the newest came was not old then', () => {
    const before = [...starts('417', [40, 9, 8, 7]), ...starts('418', [1])]
    expect(oldStarts(before, order, NOW)).toEqual([])
    const after = [...before, ...starts('417', [0.8, 0.5, 0.2])]
    expect(oldStarts(after, order, NOW)).toMatchObject([{ deploymentId: '417', starts: 3, newestStarts: 1 }])
  })

  test('two starts are no news, and the newest is never old', () => {
    expect(oldStarts([...starts('417', [9, 5]), ...starts('418', [8, 4, 2])], order, NOW)).toEqual([])
    expect(oldStarts(starts('418', [9, 5, 1]), ['418'], NOW)).toEqual([])
    expect(oldStarts([], [], NOW)).toEqual([])
  })
})
