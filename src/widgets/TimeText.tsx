import { bothTimes, clockOrDay } from '../view/time.ts'
import { useSnapshot } from './useFeed.ts'
import { usePreferences } from '../view/preferences.ts'

/** A moment: clock time in the chosen zone, its day when it is not the feed's present one; the date and UTC on hover. */
export function TimeText({ at }: { at: number | null }) {
  const { zone } = usePreferences()
  const now = useSnapshot()?.feedTime ?? at ?? 0
  if (at === null || Number.isNaN(at)) return <span>–</span>
  return (
    <time dateTime={new Date(at).toISOString()} title={bothTimes(at, zone)}>
      {clockOrDay(at, now, zone)}
    </time>
  )
}
