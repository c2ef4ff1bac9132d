import type { FeedReport } from '../types/feed.ts'
import { HELD, type Held } from '../types/fleet.ts'
import { NO_CODE, type Coded, type Columns } from '../types/snapshot.ts'
import { counted, processes } from './words.ts'

// What the newest answer leaves out of regions: unknown, never gone and never zero.

/** How many rows of a region are held, by why. */
export type HeldRows = Readonly<Record<Exclude<Held, 'none'>, number>>

/** Where the rows of a snapshot are, and which of them are held. */
export interface FleetRows {
  columns: Pick<Columns, 'held'>
  index: { regions: Pick<Coded, 'codes' | 'names'> }
}

/** By region, the rows that are known of but not in the newest answer; the engine's sums count only some of them. */
export function heldRows({ columns, index }: FleetRows): ReadonlyMap<string, HeldRows> {
  const { codes, names } = index.regions
  const { held } = columns
  const counts = new Uint32Array(names.length * HELD.length)
  for (let slot = 0; slot < held.length; slot++) {
    const [code, why] = [codes[slot] ?? NO_CODE, held[slot] ?? 0]
    if (why === 0 || code === NO_CODE) continue
    const at = code * HELD.length + why
    counts[at] = (counts[at] ?? 0) + 1
  }
  const of = (code: number, why: Held): number => counts[code * HELD.length + HELD.indexOf(why)] ?? 0
  return new Map(
    names.flatMap((name, code) => {
      const rows = { rejected: of(code, 'rejected'), absent: of(code, 'absent'), region: of(code, 'region') }
      return name !== null && rows.rejected + rows.absent + rows.region > 0 ? [[name, rows] as const] : []
    }),
  )
}

export interface LeftOut {
  words: string
  /** Feed time, epoch ms; null where it is not known. */
  since: number | null
}

const NO_ANSWER = 'no answer'

export const darkWords = (missing: number): string => `${processes(missing)} missing, end not confirmed`

function heldWords({ rejected, absent, region }: HeldRows): string {
  const said = [
    rejected > 0 && `${counted(rejected, 'row')} unreadable`,
    absent > 0 && `${counted(absent, 'row')} missing from the last answer`,
    region > 0 && NO_ANSWER,
  ]
  return said.filter((words) => words !== false).join(', ')
}

/** Regions that are not read whole, each with the first reason: it is silent, it is dark, some of its rows are held. */
export function leftOut(
  { missingRegions, darkRegions }: Pick<FeedReport, 'missingRegions' | 'darkRegions'>,
  held: ReadonlyMap<string, HeldRows>,
): ReadonlyMap<string, LeftOut> {
  const reasons: (LeftOut & { region: string })[] = [
    ...missingRegions.map(({ region, since }) => ({ region, words: NO_ANSWER, since })),
    ...darkRegions.map(({ region, missing, since }) => ({ region, words: darkWords(missing), since })),
    ...[...held].map(([region, rows]) => ({ region, words: heldWords(rows), since: null })),
  ]
  const out = new Map<string, LeftOut>()
  for (const { region, words, since } of reasons) if (!out.has(region)) out.set(region, { words, since })
  return out
}
