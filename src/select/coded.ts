import { compareNatural } from '../fleet/natural.ts'
import { NO_CODE, type Coded } from '../types/snapshot.ts'

export const newCoded = (): Coded => ({
  codes: new Uint32Array(0),
  names: [],
  codeOf: new Map(),
  counts: [],
  free: [],
})

/** Room for `size` slots; grows by half at least, so that growing row by row costs no more than once. */
export function reserve(coded: Coded, size: number): void {
  if (size <= coded.codes.length) return
  const codes = new Uint32Array(Math.max(size, Math.ceil(coded.codes.length * 1.5))).fill(NO_CODE)
  codes.set(coded.codes)
  coded.codes = codes
}

/** Says that the row on a slot has this text, or none. */
export function setText(coded: Coded, slot: number, text: string | null): void {
  const before = coded.codes[slot] ?? NO_CODE
  if (before !== NO_CODE) {
    if (coded.names[before] === text) return
    release(coded, before)
  }
  coded.codes[slot] = text === null ? NO_CODE : take(coded, text)
}

function take(coded: Coded, text: string): number {
  const known = coded.codeOf.get(text)
  if (known !== undefined) {
    coded.counts[known] = (coded.counts[known] ?? 0) + 1
    return known
  }
  const code = coded.free.pop() ?? coded.names.length
  coded.names[code] = text
  coded.counts[code] = 1
  coded.codeOf.set(text, code)
  return code
}

function release(coded: Coded, code: number): void {
  const left = (coded.counts[code] ?? 1) - 1
  coded.counts[code] = left
  if (left > 0) return
  coded.codeOf.delete(coded.names[code] ?? '')
  coded.names[code] = null
  coded.free.push(code)
}

/** The place of each code's text in natural order; NaN for a free code. */
export function naturalRanks(coded: Coded): Float64Array {
  const ranks = new Float64Array(coded.names.length).fill(Number.NaN)
  const sorted = [...coded.codeOf.keys()].toSorted(compareNatural)
  for (const [rank, text] of sorted.entries()) ranks[coded.codeOf.get(text) ?? 0] = rank
  return ranks
}
