import { describe, expect, test } from 'vitest'
import { beginDrain } from './drainFacts.ts'
import { joinWave, sampleWave, type Wave } from './waves.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000

function drain(processId: string, minute: number, over: { deploymentId?: string; sawBegin?: boolean } = {}) {
  const who = { processId, slot: 0, region: 'Tokyo', deploymentId: '417', sawBegin: true, ...over }
  const sight = {
    at: T + minute * MIN,
    rooms: 3,
    connections: 5,
    connectionsAt: T,
    connectionsFresh: true,
    draining: true,
    stopping: false,
    roomEnded: false,
    oldestRoom: null,
    doubtful: false,
  }
  return beginDrain(who, sight)
}

const membersOf = (waves: readonly Wave[]) =>
  waves.map(({ deploymentId, members }) => [deploymentId, [...members.keys()].join('')])

describe('waves', () => {
  test('are drains of one deployment first seen within ten minutes of the first', () => {
    const waves: Wave[] = []
    const drains = [
      drain('a', 0),
      drain('e', 5, { deploymentId: '418' }),
      drain('b', 9),
      drain('c', 10, { sawBegin: false }),
      drain('d', 11),
    ]
    for (const one of drains) joinWave(waves, one)
    expect(membersOf(waves)).toEqual([
      ['417', 'abc'],
      ['418', 'e'],
      ['417', 'd'],
    ])
    expect(waves[0]).toMatchObject({ since: T, sawBegin: false, endedAt: null })
    expect(waves[2]).toMatchObject({ since: T + 11 * MIN, sawBegin: true })
  })

  test('are forgotten beyond sixty, the oldest first', () => {
    const waves: Wave[] = []
    for (let n = 0; n < 70; n++) joinWave(waves, drain(`p${n}`, n * 11))
    expect(waves).toHaveLength(60)
    expect(waves[0]?.since).toBe(T + 110 * MIN)
  })

  test('one that is over is forgotten before one that goes on', () => {
    const waves: Wave[] = []
    for (let n = 0; n < 62; n++) {
      const wave = joinWave(waves, drain(`p${n}`, n * 11)) ?? expect.unreachable()
      if (n === 5 || n === 30) wave.endedAt = T + n * 12 * MIN
    }
    expect(waves).toHaveLength(60)
    const left = new Set(membersOf(waves).map(([, members]) => members))
    expect(Array.from({ length: 62 }, (_, n) => `p${n}`).filter((id) => !left.has(id))).toEqual(['p5', 'p30'])
  })
})

describe('what was left of a wave', () => {
  test('is noted every ten seconds, and at once when a drain joins', () => {
    const waves: Wave[] = []
    const wave = joinWave(waves, drain('a', 0)) ?? expect.unreachable()
    for (let second = 0; second <= 30; second += 5) {
      if (second === 15) joinWave(waves, drain('b', 0.25))
      sampleWave(wave, { at: T + second * 1000, rooms: wave.members.size * 3, connections: 0 })
    }
    expect(wave.samples.map(({ at, rooms, joined }) => [(at - T) / 1000, rooms, joined])).toEqual([
      [0, 3, 1],
      [10, 3, 1],
      [15, 6, 2],
      [25, 6, 2],
    ])
  })

  test.each<[joins: number, steps: number]>([
    [1, 1],
    [150, 150],
    [300, 100],
    [450, 100],
    [600, 100],
  ])('goes on to the end when %d drains join, one a second', (joins, steps) => {
    const waves: Wave[] = []
    const wave = joinWave(waves, drain('p0', 0)) ?? expect.unreachable()
    const [seconds, rooms] = [7200, 1200]
    for (let second = 0; second <= seconds; second++) {
      if (second < joins) joinWave(waves, drain(`p${second}`, second / 60))
      const left = Math.max(0, rooms - Math.floor(second / 5))
      sampleWave(wave, { at: T + second * 1000, rooms: left, connections: left })
      expect(wave.samples.length).toBeLessThanOrEqual(400)
    }
    expect(wave.sampleMs).toBeLessThanOrEqual(80_000)
    expect(wave.samples.at(0)?.at).toBe(T)
    expect(wave.samples.find((sample) => sample.rooms === 0)?.at).toBe(T + rooms * 5000)
    expect(T + seconds * 1000 - (wave.samples.at(-1)?.at ?? T)).toBeLessThan(wave.sampleMs)
    const joined = wave.samples.map((sample) => sample.joined)
    expect(joined.at(-1)).toBe(joins)
    expect(new Set(joined).size).toBeGreaterThanOrEqual(steps)
  })

  test('a wave of two days takes no more room than one of an hour, and keeps its steps up', () => {
    const waves: Wave[] = []
    const wave = joinWave(waves, drain('a', 0)) ?? expect.unreachable()
    for (let minute = 0; minute < 2880; minute++) {
      if (minute === 7) joinWave(waves, drain('b', 7))
      sampleWave(wave, { at: T + minute * MIN, rooms: 3000 - minute, connections: 0 })
    }
    expect(wave.samples.length).toBeLessThanOrEqual(400)
    expect(wave.samples.at(0)?.at).toBe(T)
    expect(wave.samples.at(-1)?.at).toBeGreaterThan(T + 2800 * MIN)
    expect(wave.samples.find(({ joined }) => joined === 2)?.at).toBe(T + 7 * MIN)
  })
})
