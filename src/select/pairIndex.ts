/** What nearly every search text is made of; others are looked for in the texts themselves. */
export const PLAIN = 'abcdefghijklmnopqrstuvwxyz0123456789-.:_/ '
/** Places of a character among `PLAIN` from 1 on; 0 for the others, and for none. */
const PLACES = PLAIN.length + 1
const placeOf = Uint8Array.from({ length: 128 }, (_, code) => PLAIN.indexOf(String.fromCharCode(code)) + 1)

/**
 * Where single plain characters and pairs of them stand: for each, a bit by slot. To read fifty thousand texts takes
 * longer than half a frame; with these, only those are read that have all pairs of what is looked for.
 */
export type PairIndex = (Uint32Array | undefined)[]

/** Calls for each plain character of a text and for each pair of them; some are named twice. */
function eachPair(text: string, call: (pair: number) => void): void {
  let before = 0
  for (let at = 0; at < text.length; at++) {
    const place = placeOf[text.charCodeAt(at)] ?? 0
    if (place > 0) call(place)
    if (place > 0 && before > 0) call(before * PLACES + place)
    before = place
  }
}

/** Notes that a text stands in a slot, in place. */
export function addPairs(pairs: PairIndex, slot: number, text: string): void {
  const word = slot >>> 5
  const bit = 1 << (slot & 31)
  eachPair(text, (pair) => {
    let bits = pairs[pair]
    if (bits === undefined || bits.length <= word) {
      const wider = new Uint32Array(Math.max(word + 1, 2 * (bits?.length ?? 0)))
      if (bits) wider.set(bits)
      pairs[pair] = bits = wider
    }
    bits[word] = (bits[word] ?? 0) | bit
  })
}

/** Takes back what was noted of a text in a slot, in place. */
export function dropPairs(pairs: PairIndex, slot: number, text: string): void {
  const word = slot >>> 5
  const rest = ~(1 << (slot & 31))
  eachPair(text, (pair) => {
    const bits = pairs[pair]
    if (bits) bits[word] = (bits[word] ?? 0) & rest
  })
}

/** Where a text can stand, as far as its pairs say so, as bits by slot; null when they say nothing. */
export function slotsWithPairs(pairs: PairIndex, text: string): Uint32Array | null {
  let found: Uint32Array | null = null
  eachPair(text, (pair) => {
    const bits = pairs[pair] ?? new Uint32Array(0)
    found = found === null ? bits.slice() : found.map((word, at) => word & (bits[at] ?? 0))
  })
  return found
}

/** Whether a text is one plain character. */
export const isPlain = (text: string): boolean => text.length === 1 && PLAIN.includes(text)

/** Whether its pairs say all of a text. */
export const isPair = (text: string): boolean => text.length > 0 && text.length <= 2 && [...text].every(isPlain)
