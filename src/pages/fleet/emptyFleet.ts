import { leftOut, type HeldRows } from '../../fleet/leftOut.ts'
import { counted, regionName } from '../../fleet/words.ts'
import type { FeedReport, HealthReport } from '../../types/feed.ts'

interface Asked {
  feed: Pick<FeedReport, 'missingRegions' | 'darkRegions'>
  health: Pick<HealthReport, 'rejectedRows'>
}

// No process is listed, so that none is held either.
const NONE_HELD: ReadonlyMap<string, HeldRows> = new Map()

/** More stand by name and reason in the table of regions only. */
const MOST_NAMED = 3

/** What to say of a fleet of which no process is listed: only of a whole answer that there is none. */
export function emptyFleet({ feed, health: { rejectedRows } }: Asked): { title: string; words: string } {
  const regions = [...leftOut(feed, NONE_HELD)]
  const out =
    regions.length > MOST_NAMED
      ? [`${regions.length} regions (see Regions above)`]
      : regions.map(([region, { words }]) => `${regionName(region)} (${words})`)
  if (rejectedRows > 0) out.push(`${counted(rejectedRows, 'row')} that could not be read`)
  return out.length === 0
    ? { title: 'No running processes', words: 'The server answers, and lists none.' }
    : {
        title: 'No running processes listed',
        words: `The newest answer lists none, but leaves out ${out.join(', ')}.`,
      }
}
