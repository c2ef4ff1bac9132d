import { describe, expect, test } from 'vitest'
import type { Process } from './model.ts'
import { OptionError } from './optionError.ts'
import type { Simulator } from './simulator.ts'
import { parseStory, STORY_NAMES, type StoryName } from './stories.ts'
import { HOUR, MINUTE, processesOf, rowsOf, simulate, START } from './testWorld.ts'

/** A fleet under a story for a time, and the same fleet without it. */
function compare(story: StoryName, span: number): { told: Simulator; usual: Simulator } {
  const told = simulate({ processes: 400 })
  const usual = simulate({ processes: 400 })
  told.setStory(story)
  for (const simulator of [told, usual]) simulator.liveTo(START + span)
  return { told, usual }
}

const rooms = (all: Process[]): number => all.reduce((sum, one) => sum + one.rooms.length, 0)
const draining = (all: Process[]): number => all.filter((one) => one.draining).length
const newRooms = (simulator: Simulator): number =>
  processesOf(simulator).reduce((sum, one) => sum + one.rooms.filter((room) => room.curveStart > START).length, 0)

describe('stories', () => {
  test.each(STORY_NAMES)('%s is a name', (name) => expect(parseStory(name)).toBe(name))

  test('an unknown one is refused with the known ones', () => {
    expect(() => parseStory('boredom')).toThrow(OptionError)
    expect(() => parseStory('boredom')).toThrow(
      /rollout, bad-build, matchmaker-down, host-down, region-full, quiet-night/,
    )
  })

  test('rollout: a newer deployment, and many more drains', () => {
    const { told, usual } = compare('rollout', 20 * MINUTE)
    const newest = (simulator: Simulator): number => Math.max(...processesOf(simulator).map((one) => one.deployment))
    expect(newest(told)).toBeGreaterThan(newest(usual))
    expect(draining(processesOf(told))).toBeGreaterThan(2 * draining(processesOf(usual)))
  })

  test('a rollout begins in each region with a surge, one region after the other', () => {
    const simulator = simulate({ processes: 400 })
    const before = processesOf(simulator).length
    const began = simulator.world.tick
    simulator.setStory('rollout')
    const newestIn = (region: number): number => {
      const all = processesOf(simulator).filter((one) => one.region === region)
      const newest = Math.max(...processesOf(simulator).map((one) => one.deployment))
      return all.filter((one) => one.deployment === newest && one.startingAt >= began).length
    }
    const size = (region: number): number => simulator.world.regions[region]?.target ?? 0
    simulator.liveTo(began + 5000)
    expect(newestIn(0)).toBeGreaterThanOrEqual(size(0) / 4)
    expect(newestIn(5)).toBe(0)
    simulator.liveTo(began + 5 * 45_000 + 5000)
    expect(newestIn(5)).toBeGreaterThanOrEqual(size(5) / 4)
    // What is too many drains.
    simulator.liveTo(began + 60 * MINUTE)
    expect(processesOf(simulator).length).toBeLessThan(before * 1.35)
  })

  test('bad-build: processes that never start, rooms that end at once', () => {
    const { told, usual } = compare('bad-build', 2 * HOUR)
    const neverStarted = (simulator: Simulator): number =>
      simulator.world.stopped.filter((one) => one.startedAt === null && one.terminatedAt !== null).length
    expect(neverStarted(told)).toBeGreaterThan(neverStarted(usual) + 10)
    const bad = processesOf(told).filter((one) => one.deployment === told.world.badDeployment)
    expect(bad.length).toBeGreaterThan(3)
    for (const room of bad.flatMap((one) => one.rooms)) {
      if (room.from === room.curveStart) expect(room.length).toBeLessThan(2 * MINUTE)
    }
  })

  test('matchmaker-down: no room starts, those that are decay', () => {
    const { told, usual } = compare('matchmaker-down', HOUR)
    expect(newRooms(usual)).toBeGreaterThan(500)
    // What had been asked for in the last seconds before still lands.
    expect(newRooms(told)).toBeLessThan(20)
    expect(rooms(processesOf(told))).toBeLessThan(rooms(processesOf(usual)) / 5)
    expect(processesOf(told).length).toBeGreaterThan(360)
  })

  test('host-down: a host is lost at once and stays away', () => {
    const simulator = simulate({ processes: 400 })
    const before = processesOf(simulator)
    const rows = new Map(rowsOf(simulator).map((row) => [row['processId'], row]))
    simulator.setStory('host-down')
    const [host] = simulator.world.downHosts
    const lost = before.filter((one) => one.host === host)
    expect(lost.length).toBeGreaterThanOrEqual(4)
    expect(lost.every((one) => one.terminatedAt !== null && one.stoppingAt === null)).toBe(true)
    const counted = rowsOf(simulator, 'stopped').filter((row) => lost.some((one) => one.id === row['processId']))
    expect(counted).toHaveLength(lost.length)
    expect(counted.some((row) => Number(row['activeConnections']) > 0)).toBe(true)
    // The stopped list has the counters that were last reported.
    for (const row of counted) {
      for (const key of ['activeConnections', 'activeConnectionsUpdatedAt', 'egressedBytes']) {
        expect(row[key]).toEqual(rows.get(row['processId'])?.[key])
      }
    }
    simulator.liveTo(START + HOUR)
    expect(processesOf(simulator).some((one) => one.host === host)).toBe(false)
  })

  test('region-full: Frankfurt has no slot left and starts nothing', () => {
    const { told, usual } = compare('region-full', 40 * MINUTE)
    const frankfurt = (simulator: Simulator): Process[] => processesOf(simulator).filter((one) => one.region === 6)
    const slots = (simulator: Simulator): number =>
      frankfurt(simulator)
        .filter((one) => one.startedAt !== null && !one.draining && one.stoppingAt === null)
        .reduce((sum, one) => sum + 4 - one.rooms.length, 0)
    expect(slots(usual)).toBeGreaterThan(15)
    expect(slots(told)).toBeLessThan(5)
    expect(frankfurt(told).some((one) => one.startingAt > START + 5_000)).toBe(false)
  })

  test('quiet-night: few rooms, but not none', () => {
    const { told, usual } = compare('quiet-night', 2 * HOUR)
    expect(rooms(processesOf(told))).toBeLessThan(rooms(processesOf(usual)) / 3)
    expect(newRooms(told)).toBeGreaterThan(10)
  })
})
