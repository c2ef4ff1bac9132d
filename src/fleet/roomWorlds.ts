// Worlds for the specs beside this: how long rooms last there, ms, drawn at random or by share.

const MIN = 60_000

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface World {
  length: (random: () => number) => number
  /** The length that this share of the rooms does not exceed. */
  quantile: (share: number) => number
}

/** The normal quantile by bisection of the error function's series: slow, and exact enough. */
function normalQuantile(share: number): number {
  const below = (x: number): number => {
    let [term, sum] = [x, x]
    for (let n = 1; n < 200; n++) {
      term *= (x * x) / (2 * n + 1)
      sum += term
    }
    return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
  }
  let [low, high] = [-6, 6]
  for (let n = 0; n < 50; n++) {
    const middle = (low + high) / 2
    if (below(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const byQuantile = (quantile: (share: number) => number): World => ({
  quantile,
  length: (random) => quantile(Math.min(1 - 1e-9, Math.max(1e-9, random()))),
})

/** @param cv standard deviation over mean. */
function logNormal(mean: number, cv: number): World {
  const variance = Math.log(1 + cv * cv)
  return byQuantile((share) => mean * Math.exp(normalQuantile(share) * Math.sqrt(variance) - variance / 2))
}

const lobbies = byQuantile((share) => -120 * MIN * Math.log(1 - share))
const matches = byQuantile((share) => 20 * MIN + 10 * MIN * share)

export const WORLDS: Readonly<Record<string, World>> = {
  'fixed matches': byQuantile(() => 30 * MIN),
  'log-normal lengths, CV 0.5': logNormal(25 * MIN, 0.5),
  'log-normal lengths, CV 1': logNormal(25 * MIN, 1),
  'exponential lengths': byQuantile((share) => -25 * MIN * Math.log(1 - share)),
  'nine matches to a lobby': {
    length: (random) => (random() < 0.9 ? matches : lobbies).length(random),
    quantile: (share) => {
      const below = (age: number): number =>
        0.9 * Math.min(1, Math.max(0, (age - 20 * MIN) / (10 * MIN))) + 0.1 * (1 - Math.exp(-age / (120 * MIN)))
      let [low, high] = [0, 2000 * MIN]
      for (let n = 0; n < 60; n++) {
        const middle = (low + high) / 2
        if (below(middle) < share) low = middle
        else high = middle
      }
      return (low + high) / 2
    },
  },
}
