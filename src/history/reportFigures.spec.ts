import { expect, test } from 'vitest'
import { newFleetHistory } from './fleetHistory.ts'
import { reportFigures } from './reportFigures.ts'
import { deploymentKey, regionKey, WHOLE_KEY } from './rowMetrics.ts'
import { add, group, HOUR, MINUTE, T } from './testSamples.ts'

/** An hour of polls a minute apart in which Tokyo's connections rise by one a minute. */
function hour() {
  const history = newFleetHistory()
  for (let minute = 0; minute <= 60; minute++) {
    const openRooms = minute < 57 ? 2 : 9
    const over = { processes: 4, idle: 2, drains: 1, rooms: 20, openRooms, openSlots: 60 - minute, egress: 1000 }
    add(history, T + minute * MINUTE, [group('Tokyo', minute, '417', over), group('London', 10)], {
      gapBefore: minute === 0,
      short: new Map([['Tokyo', minute > 30]]),
    })
  }
  return history
}

test('an hour comes to its extremes, hours and bytes', () => {
  const { quarters } = hour()
  const figures = reportFigures(quarters, regionKey('Tokyo'), T, T + 2 * HOUR)
  expect(figures.coveredMs).toBe(HOUR)
  expect(figures.peakConnections).toEqual({ value: 60, at: T + HOUR })
  expect(figures.leastSlots).toEqual({ value: 0, at: T + HOUR })
  expect(figures.peakRooms).toEqual({ value: 9, at: T + 45 * MINUTE })
  expect([figures.processHours, figures.idleHours, figures.drainHours].map(Math.round)).toEqual([4, 2, 1])
  // The first poll covers nothing, and of its quarter a fifteenth is spread over the others.
  expect(figures.shortMs / MINUTE).toBeCloseTo(30, 0)
  expect(figures.connectionHours).toBeCloseTo(30, 0)
  // 1,000 bytes a second for an hour.
  expect(figures.egress).toBeCloseTo(3_600_000, -1)
})

test('the whole, a region and a deployment are lines of their own', () => {
  const history = hour()
  const at = (key: string) => reportFigures(history.minutes, key, T, T + HOUR).peakConnections?.value
  expect([at(WHOLE_KEY), at(regionKey('London')), at(deploymentKey('417'))]).toEqual([70, 10, 70])
})

test('what was not watched adds nothing, and a window has two ends', () => {
  const history = hour()
  add(history, T + 5 * HOUR, [group('Tokyo', 500)], { gapBefore: true })
  add(history, T + 5 * HOUR + MINUTE, [group('Tokyo', 500)])
  const figures = reportFigures(history.quarters, regionKey('Tokyo'), T, T + 6 * HOUR)
  expect(figures.coveredMs).toBe(HOUR + MINUTE)
  expect(figures.peakConnections?.value).toBe(500)
  expect(reportFigures(history.quarters, regionKey('Tokyo'), T, T + 30 * MINUTE).peakConnections?.value).toBe(44)
  const none = reportFigures(history.quarters, regionKey('Mars'), T, T + HOUR)
  expect(none).toMatchObject({ coveredMs: 0, peakConnections: null, processHours: 0 })
  expect(none.p95Rooms).toBeNaN()
})

test('a region that was empty for a part had its processes for the rest', () => {
  const history = newFleetHistory()
  for (let minute = 0; minute <= 15; minute++) {
    const of = minute < 5 ? [group('Tokyo', 10, '417', { processes: 12, idle: 6 })] : []
    add(history, T + minute * MINUTE, [...of, group('London')])
  }
  const figures = reportFigures(history.quarters, regionKey('Tokyo'), T, T + 14 * MINUTE)
  // Five polls of fifteen.
  expect(figures.coveredMs).toBe(14 * MINUTE)
  expect(figures.processHours).toBeCloseTo((14 / 60) * (5 / 15) * 12, 5)
  expect(figures.idleHours).toBeCloseTo(figures.processHours / 2, 5)
})

test('the whole is short while any region is; what nobody judged is not known', () => {
  const history = newFleetHistory()
  for (let minute = 0; minute <= 60; minute++) {
    const known = minute >= 30 ? [['Tokyo', false] as const, ['London', minute >= 45] as const] : []
    add(history, T + minute * MINUTE, [group('Tokyo'), group('London')], { short: new Map(known) })
  }
  const at = (key: string) => Math.round(reportFigures(history.minutes, key, T, T + HOUR).shortMs / MINUTE)
  expect([at(WHOLE_KEY), at(regionKey('Tokyo')), at(regionKey('London'))]).toEqual([16, 0, 16])
  expect(reportFigures(history.minutes, WHOLE_KEY, T, T + 20 * MINUTE).shortMs).toBeNaN()
  expect(reportFigures(history.minutes, deploymentKey('417'), T, T + HOUR).shortMs).toBeNaN()
})

test('in so many stretches there were no more rooms', () => {
  const history = newFleetHistory()
  for (let quarter = 0; quarter < 40; quarter++) {
    for (let minute = 0; minute < 15; minute++) {
      const openRooms = quarter === 7 ? 100 : 10
      add(history, T + (quarter * 15 + minute) * MINUTE, [group('Tokyo', 1, '417', { openRooms })])
    }
  }
  const figures = reportFigures(history.quarters, WHOLE_KEY, T, T + 20 * HOUR)
  expect(figures.p95Rooms).toBe(10)
  expect(figures.peakRooms?.value).toBe(100)
})
