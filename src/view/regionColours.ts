import { KNOWN_REGIONS } from '../types/region.ts'

const OTHERS = 14

/** The palette place of a region, 0–13 for the known ones; the same everywhere, whatever is filtered. */
export function regionColour(region: string): number {
  const known = (KNOWN_REGIONS as readonly string[]).indexOf(region)
  if (known >= 0) return known
  let hash = 0
  for (const char of region) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 9973
  return hash % OTHERS
}

/** CSS colour of a region; the values stand in styles/tokens.css for both themes. */
export const regionColourVar = (region: string): string => `var(--region-${regionColour(region)})`
