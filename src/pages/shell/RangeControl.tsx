import { lazyPart } from '../../components/status/lazyPart.tsx'
import { OnDemand } from '../../components/controls/OnDemand.tsx'
import { Segmented } from '../../components/controls/Segmented.tsx'
import { usePreferences } from '../../view/preferences.ts'
import { FIRST_RANGE, RANGES, type ChosenRange, type RangeKey } from '../../view/range.ts'
import { dayTime, isSameDay, minuteTime, zoneName, type Zone } from '../../view/time.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useRange, useSetSearch } from '../../widgets/useSearchState.ts'
import { CustomRangeButton } from './CustomRangeButton.tsx'

const CHOICES = (Object.keys(RANGES) as RangeKey[]).map((value) => ({ value, label: RANGES[value].label }))

const loadCustom = async () => ({ default: (await import('./CustomRange.tsx')).CustomRange })
const CustomRange = lazyPart('The choice of a range', loadCustom)

/** `12:03–12:40 UTC`, with its days where they are not today. */
function endsOf({ ms, endAt = 0 }: ChosenRange, today: number, zone: Zone): string {
  const say = (at: number, day: number) => (isSameDay(at, day, zone) ? minuteTime(at, zone) : dayTime(at, zone))
  return `${say(endAt - ms, today)}–${say(endAt, endAt - ms)} ${zoneName(endAt, zone)}`
}

/** The window of time that charts and sparklines show. */
export function RangeControl() {
  const range = useRange()
  const { zone } = usePreferences()
  const { clock } = useDeck()
  const setSearch = useSetSearch()
  const words = range.key === null ? endsOf(range, clock.wall(), zone) : range.key === '3h' ? range.label : 'custom'
  return (
    <>
      <Segmented
        label="Time range"
        choices={CHOICES}
        value={range.key === '3h' ? null : range.key}
        onChange={(value) => setSearch({ range: value === FIRST_RANGE ? undefined : value })}
      />
      <OnDemand
        load={loadCustom}
        opens="dialog"
        renderButton={(props) => <CustomRangeButton {...props} words={words} on={range.key === null} />}
      >
        <CustomRange range={range} words={words} />
      </OnDemand>
    </>
  )
}
