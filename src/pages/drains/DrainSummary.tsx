import { roomForDrains } from '../../fleet/roomForDrains.ts'
import { isUnsure } from '../../fleet/stopWords.ts'
import { counted, regionName } from '../../fleet/words.ts'
import { DRAIN_VERDICTS } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { NarrowedTo, REGIONS_AND_DEPLOYMENTS } from '../../widgets/ChosenChips.tsx'
import { unlistedRegions } from '../../widgets/lowerBound.ts'
import { useStale } from '../../widgets/useFeed.ts'
import { useChoice } from '../../widgets/useSearchState.ts'
import type { DrainRows } from './useDrainRows.ts'
import shared from '../../components/layout/Page.module.css'

/** How many drain, what is on them, and their verdicts. */
export function DrainSummary({ snapshot, drains }: { snapshot: FleetSnapshot; drains: DrainRows }) {
  const { rows, hidden } = drains
  const connections = rows.reduce((sum, { drain }) => sum + drain.connections, 0)
  const rooms = rows.reduce((sum, { drain }) => sum + drain.rooms, 0)
  const verdicts = DRAIN_VERDICTS.map(
    (verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length] as const,
  )
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => `${n} ${verdict}`)
  const region = useChoice('region')
  const stale = useStale()
  const unlisted = unlistedRegions(snapshot.feed)
  const isAsked = (key: string): boolean => region?.includes(key) ?? true
  const least = rows.some(({ drain, verdict }) => isUnsure({ ...drain, verdict })) ? 'at least ' : ''
  const unread = rows
    .filter(({ drain }) => (snapshot.columns.held[drain.slot] ?? 0) !== 0)
    .map(({ drain }) => drain.region)
  const { enough, words } = roomForDrains(
    snapshot.regions.filter(({ key }) => isAsked(key)),
    [...new Set([...unlisted, ...unread])].filter(isAsked),
  )
  return (
    <div className={shared.summary}>
      <NarrowedTo keys={REGIONS_AND_DEPLOYMENTS} />
      <p>
        <b>
          {unlisted.length > 0 ? '≥ ' : ''}
          {counted(rows.length, 'drain')}
        </b>
        {rows.length > 0 &&
          ` · ${stale ? '' : least}${counted(connections, 'connection')} in ${counted(rooms, 'room')} ${stale ? 'were on them when the feed was last heard' : 'would be cut by stopping them all now'}`}
        {verdicts.length > 0 && ` · ${verdicts.join(', ')}`}
        {hidden > 0 && ` · ${hidden} more outside the choice`}
        {snapshot.feed.cappedRegions.length > 0 &&
          ' · this server may list only the newest 10 per region: drains can’t be followed there'}
      </p>
      {unlisted.length > 0 && (
        <p className={shared.warn}>
          Missing from the list, so that their drains are not known: {unlisted.map(regionName).join(', ')}
        </p>
      )}
      {rows.length > 0 && stale && (
        <p className={shared.warn}>Can the regions take it: not known, the feed is not fresh</p>
      )}
      {rows.length > 0 && !stale && (
        <p className={enough ? shared.muted : shared.warn}>Can the regions take it: {words}</p>
      )}
    </div>
  )
}
