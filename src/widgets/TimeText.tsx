import { bothTimes, clockOrDay } from '../view/time.ts'
import { useOfSnapshot } from './useFeed.ts'
import { usePreferences } from '../view/preferences.ts'

/** A moment: clock time in the chosen zone, its day when it is not the feed's present one; the date and UTC on hover. */
export function TimeText({ at }: { at: number | null }) {
  const { zone } = usePreferences()
  const known = at !== null && !Number.isNaN(at)
  const said = useOfSnapshot((snapshot) => (known ? clockOrDay(at, snapshot?.feedTime ?? at, zone) : ''))
  if (!known) return <span>–</span>
  return (
    <time dateTime={new Date(at).toISOString()} title={bothTimes(at, zone)}>
      {said}
    </time>
  )
}
