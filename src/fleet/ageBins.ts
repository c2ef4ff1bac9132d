/** Ages under this are kept to 10 s, those above to 1 %. */
const EVEN_MS = 1_000_000
const EVEN_STEP_MS = 10_000
const EVEN_BINS = EVEN_MS / EVEN_STEP_MS
const GROWTH = Math.log(1.01)
const MOST_MS = 15 * 86_400_000

/** How many bins there are; what is older than 15 days is in the last one. */
export const AGE_BINS = EVEN_BINS + Math.ceil(Math.log(MOST_MS / EVEN_MS) / GROWTH)

/** The youngest age of a bin, ms. */
export const binStart = (bin: number): number =>
  bin <= EVEN_BINS ? bin * EVEN_STEP_MS : EVEN_MS * Math.exp((bin - EVEN_BINS) * GROWTH)

/** How wide the bin of an age is, ms: nearer than this nothing is known of when rooms of that age end. */
export function binWidth(age: number): number {
  const bin = Math.floor(binPlace(age))
  return binStart(bin + 1) - binStart(bin)
}

/** Where an age stands on the line of bins, as a number with its fraction. @param age ms; less than nothing is nothing. */
export function binPlace(age: number): number {
  if (age < EVEN_MS) return Math.max(0, age) / EVEN_STEP_MS
  return Math.min(EVEN_BINS + Math.log(age / EVEN_MS) / GROWTH, AGE_BINS - 1)
}
