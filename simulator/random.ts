/** Everything drawn in the simulated world comes from here: no other source of chance, so a seed is the whole story. */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** A whole number, low ≤ n < high. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  /** Standard normal. */
  normal(): number
  poisson(mean: number): number
  pick<T>(list: readonly T[]): T
}

const mix = (word: number): number => {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** 32-bit hash of whole numbers (MurmurHash3's rounds and finaliser). Numbers beyond 2³² keep both halves. */
export function hash(...words: number[]): number {
  let h = 0x9747b28c
  for (const word of words) {
    h = Math.imul(h ^ mix(word | 0), 0x9e3779b1)
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64
    const high = Math.trunc(word / 4294967296)
    if (high !== 0) h = Math.imul(h ^ mix(high | 0), 0x9e3779b1)
  }
  return mix(h) >>> 0
}

/** 32-bit hash of a text (FNV-1a over UTF-16 units, finalised). */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h) >>> 0
}

/** The same as a uniform number in [0, 1). */
export const hashUnit = (...words: number[]): number => hash(...words) / 4294967296

/** An independent stream for a key (sfc32, seeded by hashing the key). */
export function createRandom(...key: number[]): Random {
  let a = hash(...key, 1)
  let b = hash(...key, 2)
  let c = hash(...key, 3)
  let counter = 1
  const unit = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i += 1) unit()
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  return {
    unit,
    normal,
    between: (low, high) => low + unit() * (high - low),
    int: (low, high) => low + Math.floor(unit() * (high - low)),
    chance: (probability) => unit() < probability,
    pick: <T>(list: readonly T[]): T => list[Math.floor(unit() * list.length)] as T,
    poisson: (mean) => {
      if (mean <= 0) return 0
      // The product method underflows for large means; there the normal approximation is within a fraction of a room.
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = unit(); product > limit; product *= unit()) count += 1
      return count
    },
  }
}
