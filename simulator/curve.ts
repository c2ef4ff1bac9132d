import { hashUnit } from './random.ts'

/**
 * How a room's connections run over its life: a piecewise linear share of its peak, so that the count at a time, the
 * bytes up to a time and the last change before a time all have closed forms. Nothing is stepped, nothing drifts.
 */
export interface Shape {
  /** Share of the peak at each knot, 0 to 1. */
  levels: readonly number[]
  /** Integral of the level from 0 to each knot, in fractions of the length. */
  areas: readonly number[]
}

/** Knots as fractions of a room's length: joining, the match, leaving. */
const KNOTS: readonly number[] = [0, 0.04, 0.2, 0.36, 0.52, 0.68, 0.84, 0.95, 1]
const VARIANTS = 48
/** Variants below this one are for rooms that never end: they close on the level they begin with. */
const ENDLESS_VARIANTS = 8

const shapeOf = (levels: readonly number[]): Shape => {
  const areas = [0]
  for (let i = 1; i < KNOTS.length; i += 1) {
    const width = (KNOTS[i] ?? 0) - (KNOTS[i - 1] ?? 0)
    areas.push((areas[i - 1] ?? 0) + (width * ((levels[i] ?? 0) + (levels[i - 1] ?? 0))) / 2)
  }
  return { levels, areas }
}

/** The same shapes for every world: only which room gets which is drawn from the seed. */
const SHAPES: readonly Shape[] = Array.from({ length: VARIANTS }, (_, variant) => {
  const level = (knot: number): number => 0.72 + 0.28 * hashUnit(variant, knot, 77)
  const body = [1, 2, 3, 4, 5, 6].map(level)
  if (variant < ENDLESS_VARIANTS) return shapeOf([0.8, ...body, 0.8, 0.8])
  // A third of the matches end with everybody still on; the others empty towards the end.
  const staysOn = hashUnit(variant, 5) < 0.33
  const last = body.at(-1) ?? 0.8
  return shapeOf([0, ...body, staysOn ? last : last * 0.7, staysOn ? last : 0.04])
})

/** A variant for a room, from a uniform number. */
export const variantFor = (unit: number, endless: boolean): number =>
  endless ? Math.floor(unit * ENDLESS_VARIANTS) : ENDLESS_VARIANTS + Math.floor(unit * (VARIANTS - ENDLESS_VARIANTS))

/** A stretch of time in which one room (or a lingering client) holds connections on one process. Times in epoch ms. */
export interface Span {
  /** When the curve began: earlier than `from` when the room moved here. */
  curveStart: number
  from: number
  /** When it left the process; Infinity while it is there. */
  until: number
  /** Length of the curve in ms; beyond it nobody is connected, unless it repeats. */
  length: number
  repeats: boolean
  /** Connections at level 1. */
  peak: number
  variant: number
}

const knotBefore = (x: number): number => {
  let knot = 0
  while (knot < KNOTS.length - 2 && x >= (KNOTS[knot + 1] ?? 1)) knot += 1
  return knot
}

const levelAt = (shape: Shape, x: number, knot: number): number => {
  const [x0, x1] = [KNOTS[knot] ?? 0, KNOTS[knot + 1] ?? 1]
  const [l0, l1] = [shape.levels[knot] ?? 0, shape.levels[knot + 1] ?? 0]
  return l0 + ((l1 - l0) * (x - x0)) / (x1 - x0)
}

const shapeFor = (span: Span): Shape => SHAPES[span.variant] ?? shapeOf([])

/** Connections of a span at a time, a whole number; 0 outside it. */
export function connectionsAt(span: Span, at: number): number {
  if (at < span.from || at >= span.until) return 0
  const age = (at - span.curveStart) / span.length
  if (age >= 1 && !span.repeats) return 0
  const x = age % 1
  return Math.round(span.peak * levelAt(shapeFor(span), x, knotBefore(x)))
}

/** Connection-milliseconds of the curve from its start to `age` ms, noise aside. */
function areaTo(span: Span, age: number): number {
  const shape = shapeFor(span)
  const turns = age / span.length
  const whole = span.repeats ? Math.floor(turns) : 0
  const x = span.repeats ? turns - whole : Math.min(1, turns)
  const knot = knotBefore(x)
  const x0 = KNOTS[knot] ?? 0
  const part = (shape.areas[knot] ?? 0) + ((x - x0) * ((shape.levels[knot] ?? 0) + levelAt(shape, x, knot))) / 2
  return span.peak * span.length * (whole * (shape.areas.at(-1) ?? 0) + part)
}

const NOISE_PERIOD = 97_000
const NOISE = 0.25

/** Bends time by a wave so that the rate of bytes wobbles by ±25 % while the sum still only grows. */
const warp = (age: number, phase: number): number => {
  const w = (2 * Math.PI) / NOISE_PERIOD
  return Math.max(0, age + (NOISE / w) * (Math.sin(w * age + phase) - Math.sin(phase)))
}

/** Connection-milliseconds that a span has spent on its process up to `at`, noise included; never falls with `at`. */
export function usageTo(span: Span, at: number): number {
  const end = Math.min(at, span.until)
  if (end <= span.from) return 0
  const upTo = (time: number): number => areaTo(span, warp(time - span.curveStart, span.variant))
  return upTo(end) - upTo(span.from)
}

/** When the span's count last changed, at or before `at` (epoch ms): where the rounded curve crossed a half. */
export function lastChange(span: Span, at: number): number {
  if (at < span.from) return Number.NEGATIVE_INFINITY
  if (at >= span.until) return span.until
  const age = (at - span.curveStart) / span.length
  if (age >= 1 && !span.repeats) return Math.max(span.from, span.curveStart + span.length)
  const turn = Math.floor(age)
  const shape = shapeFor(span)
  const x = age - turn
  let knot = knotBefore(x)
  const count = Math.round(span.peak * levelAt(shape, x, knot))
  for (; knot >= 0; knot -= 1) {
    const [x0, x1] = [KNOTS[knot] ?? 0, KNOTS[knot + 1] ?? 1]
    const [y0, y1] = [span.peak * (shape.levels[knot] ?? 0), span.peak * (shape.levels[knot + 1] ?? 0)]
    if (Math.round(y0) === count) continue
    const half = y0 < count ? count - 0.5 : count + 0.5
    const crossing = x0 + ((half - y0) / (y1 - y0)) * (x1 - x0)
    return Math.max(span.from, Math.min(at, span.curveStart + (turn + crossing) * span.length))
  }
  return Math.max(span.from, span.curveStart + turn * span.length)
}
