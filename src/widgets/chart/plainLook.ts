import type { LineLook } from '../../components/chart/chartData.ts'
import { OTHER } from '../../types/series.ts'

const DASHES = [undefined, '6 3', '2 2', '8 2 2 2', '4 4', '1 3', '10 4'] as const

/** How a line looks that has no colour of its own: by its place, told apart by dashes and hatches, too. */
export function plainLook(key: string, index: number): LineLook {
  if (key === OTHER) return { name: OTHER, colour: 'var(--muted)', dash: '3 3', hatch: index }
  const dash = DASHES[index % DASHES.length]
  return { name: key, colour: `var(--region-${(index * 3 + 5) % 14})`, hatch: index, ...(dash ? { dash } : {}) }
}
