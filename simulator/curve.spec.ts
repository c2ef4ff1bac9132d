import { describe, expect, test } from 'vitest'
import { connectionsAt, lastChange, usageTo, variantFor, type Span } from './curve.ts'
import { createRandom } from './random.ts'

const random = createRandom(5)

const spans: Span[] = Array.from({ length: 30 }, (_, index) => {
  const repeats = index % 5 === 0
  const moved = index % 7 === 0 ? 90_000 : 0
  return {
    curveStart: 1_000_000,
    from: 1_000_000 + moved,
    until: index % 3 === 0 ? 1_500_000 : Number.POSITIVE_INFINITY,
    length: random.between(100_000, 900_000),
    repeats,
    peak: random.int(1, 33),
    variant: variantFor(random.unit(), repeats),
  }
})

describe('a span of connections', () => {
  test('usage never falls, and is about the integral of its count', () => {
    for (const span of spans) {
      let last = 0
      let sum = 0
      let deepestFall = 0
      for (let at = 990_000; at < 2_500_000; at += 1_000) {
        const usage = usageTo(span, at)
        deepestFall = Math.max(deepestFall, last - usage)
        last = usage
        sum += 1_000 * connectionsAt(span, at)
      }
      expect(deepestFall).toBe(0)
      expect(last).toBeGreaterThan(0)
      // Rounding to whole connections and the noise of a minute and a half are what may lie between them.
      expect(Math.abs(last - sum)).toBeLessThan(0.25 * sum + span.peak * 20_000)
    }
  })

  test('the rate wobbles around the count by no more than a quarter', () => {
    const ratios: number[] = []
    for (const span of spans) {
      for (let at = span.from; at < span.from + 400_000; at += 5_000) {
        const counts = [connectionsAt(span, at), connectionsAt(span, at + 5_000)]
        if (Math.min(...counts) < 12 || counts[0] !== counts[1]) continue
        ratios.push((usageTo(span, at + 5_000) - usageTo(span, at)) / 5_000 / (counts[0] ?? 1))
      }
    }
    expect(ratios.length).toBeGreaterThan(300)
    // Rounding to whole connections adds a little to both sides.
    expect(Math.min(...ratios)).toBeGreaterThan(0.68)
    expect(Math.max(...ratios)).toBeLessThan(1.32)
    expect(Math.max(...ratios)).toBeGreaterThan(1.15)
  })

  test('the last change is where the count was last seen to move', () => {
    for (const span of spans) {
      let seen = Number.NEGATIVE_INFINITY
      let count = 0
      let early = 0
      let late = 0
      for (let at = 990_000; at < 2_000_000; at += 200) {
        const now = connectionsAt(span, at)
        if (now !== count) seen = at
        count = now
        if (at <= span.from + 200) continue
        const said = lastChange(span, at)
        late = Math.max(late, said - at)
        // A change may be told that moved nothing (the span's own bounds), but none may be kept back.
        early = Math.max(early, seen - said)
      }
      expect(late).toBe(0)
      expect(early).toBeLessThanOrEqual(201)
    }
  })
})
