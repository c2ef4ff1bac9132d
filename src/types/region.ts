/** Regions known when this was written, in the order their colours were given. The set is open. */
export const KNOWN_REGIONS = [
  'Seattle',
  'Los_Angeles',
  'Washington_DC',
  'Chicago',
  'Dallas',
  'London',
  'Frankfurt',
  'Johannesburg',
  'Dubai',
  'Mumbai',
  'Singapore',
  'Tokyo',
  'Sydney',
  'Sao_Paulo',
] as const

export const isKnownRegion = (region: string): boolean => (KNOWN_REGIONS as readonly string[]).includes(region)
