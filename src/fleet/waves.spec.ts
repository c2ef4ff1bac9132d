import { describe, expect, test } from 'vitest'
import type { AgingRoom } from './agingRooms.ts'
import { beginDrain } from './drainFacts.ts'
import { newRoomSurvival, noteRoomOver, survivalCurves } from './roomSurvival.ts'
import { waveOutlook, wavesOf, type DrainWithRooms } from './waves.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000

const survival = newRoomSurvival()
for (let n = 1; n <= 1000; n++) noteRoomOver(survival, '417', { joinedAge: 0, age: (n * MIN) / 10 }, true, T)
const curve = survivalCurves(survival, new Map(), T).all

function drain(
  processId: string,
  minute: number,
  ages: readonly number[],
  over: { deploymentId?: string } = {},
): DrainWithRooms {
  const rooms: AgingRoom[] = ages.map((age) => ({ age: age * MIN, curve }))
  const who = { processId, slot: 0, region: 'Tokyo', deploymentId: '417', sawBegin: true, ...over }
  const sight = {
    at: T + minute * MIN,
    rooms: ages.length,
    connections: 5,
    connectionsAt: T,
    connectionsFresh: true,
    stopping: false,
    roomEnded: false,
    oldestRoom: null,
    doubtful: false,
  }
  return { drain: beginDrain(who, sight), rooms, whole: true }
}

describe('waves', () => {
  test('are drains of one deployment first seen within ten minutes of the first, newest first', () => {
    const waves = wavesOf([
      drain('d', 11, []),
      drain('a', 0, []),
      drain('b', 9, []),
      drain('c', 10, []),
      drain('e', 5, [], { deploymentId: '418' }),
    ])
    expect(waves.map((wave) => [wave.deploymentId, wave.drains.map((one) => one.drain.processId).join('')])).toEqual([
      ['417', 'd'],
      ['418', 'e'],
      ['417', 'abc'],
    ])
    expect(waves[2]?.since).toBe(T)
  })

  test('say when half and nine in ten of their first rooms are gone, and a range for the last', () => {
    const [wave] = wavesOf([drain('a', 0, [0, 0]), drain('b', 1, [0, 0])])
    const outlook = waveOutlook(wave ?? expect.unreachable())
    expect((outlook.half ?? 0) / MIN).toBeCloseTo(50, 0)
    expect((outlook.nineInTen ?? 0) / MIN).toBeCloseTo(90, 0)
    if ('none' in outlook.last) expect.unreachable(outlook.last.none)
    // F(t) = (t / 100)⁴: 0.1 at 56.2 min, 0.9 at 97.4; bins are 1 % wide.
    expect(Math.abs(outlook.last.earliest / MIN - 56.2)).toBeLessThan(2)
    expect(Math.abs((outlook.last.latest ?? 0) / MIN - 97.4)).toBeLessThan(2)
  })

  test('what has gone already counts', () => {
    const gone = drain('a', 0, [0, 0, 0, 0])
    const left = { ...gone, drain: { ...gone.drain, rooms: 1 }, rooms: gone.rooms.slice(0, 1) }
    const [wave] = wavesOf([left])
    expect(waveOutlook(wave ?? expect.unreachable()).half).toBe(0)
  })

  test('say nothing while a drain is not read whole', () => {
    const [wave] = wavesOf([{ ...drain('a', 0, [0]), whole: false }])
    expect(waveOutlook(wave ?? expect.unreachable())).toEqual({
      half: null,
      nineInTen: null,
      last: { none: 'not all rooms were read' },
    })
  })
})
