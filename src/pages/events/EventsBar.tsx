import { Chip } from '../../components/controls/Chip.tsx'
import { Field } from '../../components/controls/Field.tsx'
import { useClipboard } from '@mantine/hooks'
import { timelineMarkdown } from '../../fleet/timeline.ts'
import { counted } from '../../fleet/words.ts'
import { TIMELINE_KINDS } from '../../types/fleet.ts'
import { MAX_TEXT } from '../../view/search.ts'
import { ChosenChips, REGIONS_AND_DEPLOYMENTS } from '../../widgets/ChosenChips.tsx'
import { picked, useSetSearch } from '../../widgets/useSearchState.ts'
import { useTypedChoice } from '../../widgets/useTypedChoice.ts'
import { KINDS } from './KindMark.tsx'
import type { Timeline } from './useTimeline.ts'
import classes from './EventsPage.module.css'

/** Which events are shown, how many, and the same as text. */
export function EventsBar({ timeline: { items, counts, kinds, time } }: { timeline: Timeline }) {
  const setSearch = useSetSearch()
  const [text, type] = useTypedChoice('q')
  const { copied, error, copy } = useClipboard({ timeout: 2000 })
  const shown = TIMELINE_KINDS.filter((kind) => counts.has(kind) || kinds.includes(kind))
  const heading = `Events, ${time}`
  return (
    <div className={classes.bar}>
      <Field
        className={classes.find}
        type="search"
        data-search-box
        aria-label="Find events"
        placeholder="Find process, region, words…"
        maxLength={MAX_TEXT}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {shown.map((kind) => (
        <Chip
          key={kind}
          aria-pressed={kinds.includes(kind)}
          title="Alt+click for only these"
          onClick={(event) => setSearch({ kind: picked(kinds, kind, event) })}
        >
          {KINDS[kind].word} {counts.get(kind) ?? 0}
        </Chip>
      ))}
      <ChosenChips keys={REGIONS_AND_DEPLOYMENTS} />
      <span className={classes.count}>
        {counted(items.length, 'event')}, {time}
      </span>
      <Chip onClick={() => copy(timelineMarkdown(items, heading))}>
        {error ? 'not allowed here' : copied ? 'copied' : 'Copy as Markdown (UTC)'}
      </Chip>
    </div>
  )
}
