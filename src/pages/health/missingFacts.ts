import { darkWords } from '../../fleet/leftOut.ts'
import { regionName } from '../../fleet/words.ts'
import type { FeedReport } from '../../types/feed.ts'

interface MissingFact {
  name: string
  words: string
  /** Feed time, epoch ms; null where the words say enough. */
  since: number | null
}

/** Regions that the feed's status counts as missing. */
export const missingFacts = ({
  missingRegions,
  darkRegions,
}: Pick<FeedReport, 'missingRegions' | 'darkRegions'>): MissingFact[] => [
  ...missingRegions.map(({ region, detail }) => ({ name: regionName(region), words: detail, since: null })),
  ...darkRegions.map(({ region, missing, since }) => ({
    name: regionName(region),
    words: darkWords(missing),
    since,
  })),
]
