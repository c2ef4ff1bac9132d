import { describe, expect, test } from 'vitest'
import { createRandom, hash, hashText } from './random.ts'

const draws = 20_000
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length
const list = (make: () => number): number[] => Array.from({ length: draws }, make)

describe('the source of chance', () => {
  test('the same key gives the same stream, another key another', () => {
    const [a, b, c] = [createRandom(1, 2), createRandom(1, 2), createRandom(1, 3)]
    const first = Array.from({ length: 10 }, () => a.unit())
    expect(Array.from({ length: 10 }, () => b.unit())).toEqual(first)
    expect(Array.from({ length: 10 }, () => c.unit())).not.toEqual(first)
  })

  test('draws have the moments of their distributions', () => {
    const random = createRandom(3)
    expect(mean(list(random.unit))).toBeCloseTo(0.5, 1)
    const normal = list(random.normal)
    expect(mean(normal)).toBeCloseTo(0, 1)
    expect(mean(normal.map((value) => value * value))).toBeCloseTo(1, 1)
    for (const rate of [0.02, 3, 80]) {
      const counts = list(() => random.poisson(rate))
      expect(mean(counts) / rate).toBeGreaterThan(0.9)
      expect(mean(counts) / rate).toBeLessThan(1.1)
    }
    expect(random.poisson(0)).toBe(0)
  })

  test('hashes spread: no two of 100,000 neighbours share 64 bits', () => {
    const seen = new Set(Array.from({ length: 100_000 }, (_, n) => `${hash(1, n, 0)}:${hash(1, n, 1)}`))
    expect(seen.size).toBe(100_000)
    expect(hash(1, 2)).not.toBe(hash(2, 1))
    expect(hash(1, 2 ** 40)).not.toBe(hash(1, 2 ** 41))
    expect(hashText('a')).not.toBe(hashText('b'))
  })
})
