import { Chip } from '../../components/controls/Chip.tsx'
import { Field } from '../../components/controls/Field.tsx'
import { useClipboard } from '@mantine/hooks'
import { foreignText } from '../../components/status/foreignText.ts'
import { timelineMarkdown } from '../../fleet/timeline.ts'
import { counted, regionName } from '../../fleet/words.ts'
import { TIMELINE_KINDS } from '../../types/fleet.ts'
import { picked, toggled, useSearchState, useSetSearch } from '../../widgets/useSearchState.ts'
import { KINDS } from './KindMark.tsx'
import type { Timeline } from './useTimeline.ts'
import classes from './EventsPage.module.css'

/** Which events are shown, how many, and the same as text. */
export function EventsBar({ timeline: { items, counts, kinds, time } }: { timeline: Timeline }) {
  const search = useSearchState()
  const setSearch = useSetSearch()
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
        value={search.q ?? ''}
        onChange={(event) => setSearch({ q: event.currentTarget.value || undefined }, true)}
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
      {(['region', 'deployment'] as const).flatMap((key) =>
        (search[key] ?? []).map((value) => (
          <Chip key={`${key} ${value}`} aria-pressed onClick={() => setSearch({ [key]: toggled(search[key], value) })}>
            {key === 'region' ? regionName(value) : foreignText(value)} ✕
          </Chip>
        )),
      )}
      <span className={classes.count}>
        {counted(items.length, 'event')}, {time}
      </span>
      <Chip onClick={() => copy(timelineMarkdown(items, heading))}>
        {error ? 'not allowed here' : copied ? 'copied' : 'Copy as Markdown (UTC)'}
      </Chip>
    </div>
  )
}
