import type { NormalBand } from '../types/series.ts'
import { UNKNOWN } from '../view/format.ts'
import { normalShare, normalWords } from '../view/normalWords.ts'
import type { Zone } from '../view/time.ts'

/** A figure against what was usual; of a lower bound what is left out can only add to it, and the words say so. */
export function normalWordsAtLeast(value: number, band: NormalBand, now: number, zone: Zone, atLeast: boolean): string {
  const words = normalWords(value, band, now, zone)
  if (!atLeast || band.kind === 'none') return words
  const share = normalShare(value, band)
  // There was none, and how many there are is not known either.
  if (share === UNKNOWN) return value === 0 ? normalWords(Number.NaN, band, now, zone) : words
  return `${share === '±0 %' ? 'at least' : '≥'} ${words}`
}
