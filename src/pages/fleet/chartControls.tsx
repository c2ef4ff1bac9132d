import { memo } from 'react'
import { Select } from '../../components/controls/Select.tsx'
import { Segmented } from '../../components/controls/Segmented.tsx'
import type { Search } from '../../view/search.ts'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { COMPARE, useBy } from './useFleetSeries.ts'
import classes from './FleetCharts.module.css'

// Not drawn again with the lines.

const BY_CHOICES = [
  { value: 'total', label: 'Total' },
  { value: 'region', label: 'Region' },
  { value: 'deployment', label: 'Deployment' },
  { value: 'lifecycle', label: 'Lifecycle' },
] as const

/** What the lines of both charts are for, whether they stand on each other, and what they are held against. */
export const ChartOptions = memo(function ChartOptions() {
  const by = useBy()
  const stack = useChoice('stack')
  const compare = useChoice('compare')
  const setSearch = useSetSearch()
  return (
    <div className={classes.options}>
      {by !== 'total' && (
        <label className={classes.option}>
          <input
            type="checkbox"
            checked={stack === '1'}
            onChange={() => setSearch({ stack: stack === '1' ? undefined : '1' })}
          />
          stacked
        </label>
      )}
      <Select
        small
        aria-label="Compare with"
        value={compare ?? ''}
        onChange={(event) => setSearch({ compare: event.currentTarget.value || undefined })}
      >
        <option value="">compare…</option>
        {COMPARE.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
      <Segmented
        label="Group lines by"
        choices={BY_CHOICES}
        value={by}
        onChange={(value) => setSearch({ by: value, hide: undefined })}
      />
    </div>
  )
})

export type LowerMetric = NonNullable<Search['metric']>

const LOWER_CHOICES = [
  { value: 'egress', label: 'Egress' },
  { value: 'roomStarts', label: 'Room starts' },
  { value: 'roomLength', label: 'Room length' },
  { value: 'rooms', label: 'Rooms' },
  { value: 'openSlots', label: 'Open slots' },
  { value: 'processes', label: 'Processes' },
] as const satisfies readonly { value: LowerMetric; label: string }[]

export const LowerChoice = memo(function LowerChoice({ value }: { value: LowerMetric }) {
  const setSearch = useSetSearch()
  return (
    <Segmented
      label="Lower chart shows"
      choices={LOWER_CHOICES}
      value={value}
      onChange={(metric) => setSearch({ metric: metric === 'egress' ? undefined : metric })}
    />
  )
})
