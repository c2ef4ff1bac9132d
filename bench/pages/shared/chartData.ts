const DAY = 86_400_000
const STEP = 5000
/** 24 h at one sample every 5 s. */
export const POINTS = DAY / STEP
export const LINES = 14
export const CHART_WIDTH = 900
export const CHART_HEIGHT = 300
export const COLOURS = Array.from({ length: LINES }, (_, line) => `hsl(${Math.round((line * 360) / LINES)} 60% 45%)`)

/** Undecimated lines; times in epoch ms. */
export interface Raw {
  times: Float64Array<ArrayBuffer>
  lines: Float64Array<ArrayBuffer>[]
}

const noise = (line: number, at: number): number => {
  let h = Math.imul(line + 1, 0x85ebca6b) ^ Math.imul(at, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return ((h ^ (h >>> 13)) >>> 0) / 4_294_967_296
}

/** A day of connections of 14 regions, moved on by `shift` samples: a daily wave, noise, a spike now and then. */
export function rawAt(shift: number): Raw {
  const begin = 1_760_000_000_000 + shift * STEP
  const times = Float64Array.from({ length: POINTS }, (_, at) => begin + at * STEP)
  const lines = Array.from({ length: LINES }, (_, line) =>
    Float64Array.from({ length: POINTS }, (__, at) => {
      const place = at + shift
      const wave = 5000 + 600 * line + 2500 * Math.sin((2 * Math.PI * (place / POINTS + line / LINES)) % 7)
      const random = noise(line, place)
      return Math.round(wave + 200 * random + (random > 0.9995 ? 3000 : 0))
    }),
  )
  return { times, lines }
}
