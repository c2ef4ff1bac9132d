const DIGIT_BITS = 16
const DIGITS = 1 << DIGIT_BITS
const SIGN = 0x8000_0000

/**
 * Sorts slots by a number each, stably. Unknown (NaN) stands last, whichever way.
 * @param keys one number per entry of `slots`.
 */
export function sortByNumber(slots: Uint32Array, keys: Float64Array, descending: boolean): Uint32Array {
  return sortByCount(slots, keys, descending) ?? sortByBits(slots, keys, descending)
}

/** Counting pays while there are not many more values than slots; so many are nothing. */
const FEW = 16_384

/**
 * Gauges and codes are whole and near each other: how often each value occurs says where it stands. Null when the keys
 * are of another kind.
 */
function sortByCount(slots: Uint32Array, keys: Float64Array, descending: boolean): Uint32Array | null {
  const n = slots.length
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < n; at++) {
    const key = keys[at] ?? Number.NaN
    if (!Number.isInteger(key)) return null
    if (key < least) least = key
    if (key > most) most = key
  }
  const values = most - least + 1
  if (n === 0 || values > Math.max(FEW, n * 2)) return null
  const rankAt = (at: number): number => (descending ? most - (keys[at] ?? 0) : (keys[at] ?? 0) - least)
  const counts = new Uint32Array(values)
  for (let at = 0; at < n; at++) {
    const rank = rankAt(at)
    counts[rank] = (counts[rank] ?? 0) + 1
  }
  const places = placesOf(counts)
  const sorted = new Uint32Array(n)
  for (let at = 0; at < n; at++) {
    const rank = rankAt(at)
    const place = places[rank] ?? 0
    places[rank] = place + 1
    sorted[place] = slots[at] ?? 0
  }
  return sorted
}

/** Turns how many there are of each rank into where those of each rank begin, in place. */
function placesOf(counts: Uint32Array): Uint32Array {
  let sum = 0
  for (let rank = 0; rank < counts.length; rank++) {
    const count = counts[rank] ?? 0
    counts[rank] = sum
    sum += count
  }
  return counts
}

/**
 * Sorts slots by a number each, stably, in time that grows with their count alone: least significant digit first over
 * the bits of the doubles, 16 at a time; a digit that all share costs only its count. Unknown (NaN) stands last,
 * whichever way.
 */
function sortByBits(slots: Uint32Array, keys: Float64Array, descending: boolean): Uint32Array {
  const { known, values, unknown } = setUnknownApart(slots, keys)
  const n = known.length
  if (n < 2) return joined(known, unknown)
  const words = new Uint32Array(values.buffer, values.byteOffset, n * 2)
  const [low, high] = orderedWords(words, n, descending)
  let from: Run = { slots: known, low, high }
  let to: Run = { slots: new Uint32Array(n), low: new Uint32Array(n), high: new Uint32Array(n) }
  const counts = new Uint32Array(DIGITS)
  for (const [word, shift] of PASSES) {
    if (!scatter(from, to, { word, shift, counts })) continue
    ;[from, to] = [to, from]
  }
  return joined(from.slots, unknown)
}

interface Run {
  slots: Uint32Array
  low: Uint32Array
  high: Uint32Array
}

const PASSES = [
  ['low', 0],
  ['low', DIGIT_BITS],
  ['high', 0],
  ['high', DIGIT_BITS],
] as const

function setUnknownApart(
  slots: Uint32Array,
  keys: Float64Array,
): { known: Uint32Array; values: Float64Array; unknown: Uint32Array } {
  const known = new Uint32Array(slots.length)
  const values = new Float64Array(slots.length)
  const unknown: number[] = []
  let n = 0
  for (let at = 0; at < slots.length; at++) {
    const key = keys[at] ?? Number.NaN
    const slot = slots[at] ?? 0
    if (Number.isNaN(key)) {
      unknown.push(slot)
      continue
    }
    known[n] = slot
    // −0 and 0 are one value with two patterns of bits.
    values[n] = key + 0
    n += 1
  }
  return { known: known.subarray(0, n), values: values.subarray(0, n), unknown: Uint32Array.from(unknown) }
}

/** The two halves of each double as whole numbers that rise as the double does, or fall when `descending`. */
function orderedWords(words: Uint32Array, n: number, descending: boolean): [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(n)
  const high = new Uint32Array(n)
  const flipAll = descending ? 0xffff_ffff : 0
  for (let at = 0; at < n; at++) {
    const upper = words[at * 2 + HIGH] ?? 0
    // A negative double grows as its bits fall; a positive one needs its sign bit set to stand above it.
    const flip = upper >= SIGN ? 0xffff_ffff : SIGN
    low[at] = (words[at * 2 + 1 - HIGH] ?? 0) ^ (upper >= SIGN ? 0xffff_ffff : 0) ^ flipAll
    high[at] = upper ^ flip ^ flipAll
  }
  return [low, high]
}

/** Which half of a double holds its sign on this machine. */
const HIGH = new Uint32Array(Float64Array.of(-0).buffer)[1] === SIGN ? 1 : 0

/** One pass; false, and nothing moved, when all share the digit. */
function scatter(
  from: Run,
  to: Run,
  { word, shift, counts }: { word: 'low' | 'high'; shift: number; counts: Uint32Array },
): boolean {
  const digits = from[word]
  const n = digits.length
  const digitAt = (at: number): number => ((digits[at] ?? 0) >>> shift) & (DIGITS - 1)
  counts.fill(0)
  for (let at = 0; at < n; at++) {
    const digit = digitAt(at)
    counts[digit] = (counts[digit] ?? 0) + 1
  }
  if (counts[digitAt(0)] === n) return false
  placesOf(counts)
  for (let at = 0; at < n; at++) {
    const digit = digitAt(at)
    const place = counts[digit] ?? 0
    counts[digit] = place + 1
    to.slots[place] = from.slots[at] ?? 0
    to.low[place] = from.low[at] ?? 0
    to.high[place] = from.high[at] ?? 0
  }
  return true
}

function joined(known: Uint32Array, unknown: Uint32Array): Uint32Array {
  if (unknown.length === 0) return known
  const all = new Uint32Array(known.length + unknown.length)
  all.set(known)
  all.set(unknown, known.length)
  return all
}
