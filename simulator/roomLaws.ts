import type { Random } from './random.ts'

const MINUTE = 60_000
/** Log-normal: median 21 min, mean 25 min. */
const MEDIAN_LENGTH = 20.9 * MINUTE
const SPREAD = 0.6
/** Mean time that a room holds its slot, ms; the rare endless and leaked ones included. */
export const MEAN_STAY = 25.9 * MINUTE
const ENDLESS = 0.002
const LEAKED = 0.002

export interface Stay {
  /** Length of the curve, ms. */
  length: number
  repeats: boolean
  /** How long the room holds its slot, ms; longer than the curve when it leaks. */
  stays: number
}

type Law = (random: Random) => Stay

const whole = (length: number): Stay => ({ length, repeats: false, stays: length })

/** @param cv standard deviation over mean, of a mean of 25 min. */
function logNormal(cv: number): Law {
  const variance = Math.log(1 + cv * cv)
  return (random) => whole(25 * MINUTE * Math.exp(Math.sqrt(variance) * random.normal() - variance / 2))
}

/** The usual world: nearly all end, a few never do, a few leave their slot behind. */
function usual(random: Random, biased: boolean): Stay {
  const share = random.unit() / (biased ? 8 : 1)
  if (share < ENDLESS) {
    return { length: random.between(20, 40) * MINUTE, repeats: true, stays: random.between(120, 300) * MINUTE }
  }
  const length = MEDIAN_LENGTH * Math.exp(SPREAD * random.normal() + (biased ? SPREAD * SPREAD : 0))
  if (share < ENDLESS + LEAKED) return { length, repeats: false, stays: length + random.between(60, 240) * MINUTE }
  return whole(length)
}

const OTHERS = {
  'fixed matches': () => whole(25 * MINUTE),
  'log-normal, CV 0.5': logNormal(0.5),
  'log-normal, CV 1': logNormal(1),
  exponential: (random) => whole(-25 * MINUTE * Math.log(1 - random.unit())),
  'nine matches to a lobby': (random) =>
    random.chance(0.9) ? whole(random.between(12, 18) * MINUTE) : whole(-120 * MINUTE * Math.log(1 - random.unit())),
} as const satisfies Record<string, Law>

/** How long rooms last; every world but the usual one has rooms of one kind, to judge estimates by. */
export type RoomLaw = 'usual' | keyof typeof OTHERS
export const ROOM_LAWS = ['usual', ...Object.keys(OTHERS)] as readonly RoomLaw[]

const CANDIDATES = 16

/** How long a new room will last. `biased`: as seen at a random time, when long rooms are likelier to be met. */
export function drawStay(random: Random, law: RoomLaw, biased = false): Stay {
  if (law === 'usual') return usual(random, biased)
  const draw = OTHERS[law]
  if (!biased) return draw(random)
  const candidates = Array.from({ length: CANDIDATES }, () => draw(random))
  let at = random.unit() * candidates.reduce((sum, { stays }) => sum + stays, 0)
  return candidates.find(({ stays }) => (at -= stays) < 0) ?? draw(random)
}
