import { SegmentedControl } from '@mantine/core'
import { RANGES, type RangeKey } from '../../view/search.ts'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'

const DATA = Object.entries(RANGES).map(([value, { label }]) => ({ value, label }))

/** The window of time that charts and sparklines show. */
export function RangeControl() {
  const range = useChoice('range') ?? '1h'
  const setSearch = useSetSearch()
  return (
    <SegmentedControl
      size="xs"
      aria-label="Time range"
      data={DATA}
      value={range}
      onChange={(value) => setSearch({ range: (value as RangeKey) === '1h' ? undefined : value })}
    />
  )
}
