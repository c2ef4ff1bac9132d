import { TextInput } from '@mantine/core'
import { Button } from '../../components/controls/Button.tsx'
import { useState, type FormEvent } from 'react'
import { OpenPopover } from '../../components/controls/OpenPopover.tsx'
import { usePreferences } from '../../view/preferences.ts'
import { readRange, writeRange, type ChosenRange } from '../../view/range.ts'
import { fieldTime, timeOfField } from '../../view/fieldTime.ts'
import { zoneName } from '../../view/time.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useSnapshot } from '../../widgets/useFeed.ts'
import { useSetSearch } from '../../widgets/useSearchState.ts'
import { CustomRangeButton } from './CustomRangeButton.tsx'
import classes from './RangeControl.module.css'

interface CustomRangeProps {
  range: ChosenRange
  words: string
}

/** A window of time with two ends of its own, typed in the zone that the page shows. */
export function CustomRange({ range, words }: CustomRangeProps) {
  return (
    <OpenPopover renderButton={(props) => <CustomRangeButton {...props} words={words} on={range.key === null} />}>
      {(close) => <RangeForm range={range} onDone={close} />}
    </OpenPopover>
  )
}

function RangeForm({ range, onDone }: { range: ChosenRange; onDone: () => void }) {
  const { zone } = usePreferences()
  const setSearch = useSetSearch()
  const { clock } = useDeck()
  const now = useSnapshot()?.feedTime ?? clock.wall()
  const [ends, setEnds] = useState(() => {
    const endAt = range.endAt ?? now
    return { from: fieldTime(endAt - range.ms, zone), to: fieldTime(endAt, zone) }
  })
  const text = writeRangeOf(timeOfField(ends.from, zone), timeOfField(ends.to, zone))
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (text === null) return
    setSearch({ range: text })
    onDone()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        type="datetime-local"
        step={1}
        size="xs"
        label={`From (${zoneName(now, zone)})`}
        value={ends.from}
        onChange={(event) => setEnds({ ...ends, from: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        step={1}
        size="xs"
        label={`To (${zoneName(now, zone)})`}
        value={ends.to}
        error={tried && text === null ? 'It must end after it begins, and be 10 s to 15 days long' : null}
        onChange={(event) => setEnds({ ...ends, to: event.currentTarget.value })}
      />
      <div className={classes.buttons}>
        <Button type="submit">Show</Button>
        {range.key === null && (
          <Button
            onClick={() => {
              setSearch({ range: undefined })
              onDone()
            }}
          >
            Back to the last hour
          </Button>
        )}
      </div>
    </form>
  )
}

/** What the address would say; null when that cannot be shown. */
function writeRangeOf(from: number, to: number): string | null {
  if (Number.isNaN(from) || Number.isNaN(to)) return null
  const text = writeRange(from, to)
  return readRange(text) ? text : null
}
