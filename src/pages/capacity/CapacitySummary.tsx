import { counted, duration, regionName } from '../../fleet/words.ts'
import { isShort, slotsWords } from '../../fleet/slotWords.ts'
import type { CapacitySeen, RegionCapacity } from '../../types/capacity.ts'
import { count } from '../../view/format.ts'
import { NarrowedTo, REGIONS } from '../../widgets/ChosenChips.tsx'
import shared from '../../components/layout/Page.module.css'

interface CapacitySummaryProps {
  capacity: CapacitySeen
  /** Those chosen. */
  regions: readonly RegionCapacity[]
  /** Of these the list names none, or not all that it should. */
  unlisted: readonly string[]
  /** Not of all regions. */
  narrowed: boolean
  /** The feed is not fresh: what is to come of old figures is not known. */
  stale: boolean
}

/** Who is short, in a line each, the most urgent first. */
export function CapacitySummary({ capacity: { whole }, regions, unlisted, narrowed, stale }: CapacitySummaryProps) {
  const whollyListed = regions.some(({ region }) => region !== null && !unlisted.includes(region))
  const least = whole.atLeast ? '≥ ' : ''
  const short = regions.filter(isShort).toSorted((a, b) => a.openSlots - b.openSlots)
  return (
    <div className={shared.summary}>
      <NarrowedTo keys={REGIONS}>Sums are of all regions.</NarrowedTo>
      <p>
        <b>
          {least}
          {counted(whole.openSlots, 'open slot')}
        </b>
        {whole.starting > 0
          ? ` · ${least}${count(whole.coming)} coming on ${counted(whole.starting, 'starting process', 'starting processes')}`
          : whole.atLeast
            ? ' · nothing that is listed is coming'
            : ' · nothing is coming'}
        {` · ${least}${count(whole.closed)} closed on drains`}
      </p>
      {stale ? (
        <p className={shared.warn}>The feed is not fresh: when slots run out is not known.</p>
      ) : (
        short.map((region) => (
          <p key={region.region} className={shared.warn}>
            {regionName(region.region ?? '')}: {slotsWords(region)}
          </p>
        ))
      )}
      {unlisted.length > 0 && (
        <p className={shared.warn}>
          Missing from the list, so that their slots are not known: {unlisted.map(regionName).join(', ')}
        </p>
      )}
      {!stale && short.length === 0 && (whollyListed || unlisted.length === 0) && (
        <p className={shared.muted}>
          {narrowed
            ? 'None of the chosen regions'
            : unlisted.length > 0
              ? 'None of the regions that are listed whole'
              : 'No region'}{' '}
          is short of slots.
        </p>
      )}
      {regions.some(({ slowStarts }) => slowStarts > 0) && (
        <p className={shared.warn}>
          Starting for too long:{' '}
          {namesOf(
            regions,
            ({ slowStarts }) => slowStarts,
            (n) => counted(n, 'process', 'processes'),
          )}
        </p>
      )}
      {regions.some(({ scheduling }) => scheduling > 0) && (
        <p className={shared.warn}>
          Rooms that wait for a place for more than a minute:{' '}
          {namesOf(
            regions,
            ({ scheduling }) => scheduling,
            (n) => counted(n, 'room'),
          )}
          , the longest for {duration(Math.max(...regions.map(({ schedulingMs }) => schedulingMs)))}
        </p>
      )}
    </div>
  )
}

/** `Tokyo 3 rooms, London 1 room` */
const namesOf = (
  regions: readonly RegionCapacity[],
  of: (region: RegionCapacity) => number,
  words: (n: number) => string,
): string =>
  regions
    .filter((region) => of(region) > 0)
    .toSorted((a, b) => of(b) - of(a))
    .map((region) => `${regionName(region.region ?? '')} ${words(of(region))}`)
    .join(', ')
