import { bothTimes, clockTime } from '../view/time.ts'
import { usePreferences } from '../view/preferences.ts'

/** A moment: clock time in the chosen zone, date and UTC on hover. */
export function TimeText({ at }: { at: number | null }) {
  const { zone } = usePreferences()
  if (at === null || Number.isNaN(at)) return <span>–</span>
  return (
    <time dateTime={new Date(at).toISOString()} title={bothTimes(at, zone)}>
      {clockTime(at, zone)}
    </time>
  )
}
