import type { ReactNode } from 'react'
import { Chip } from '../components/controls/Chip.tsx'
import { foreignText } from '../components/status/foreignText.ts'
import { regionName } from '../fleet/words.ts'
import { toggled, useSearchState, useSetSearch } from './useSearchState.ts'
import classes from './ChosenChips.module.css'

type Key = 'region' | 'deployment'
export const REGIONS: readonly Key[] = ['region']
export const REGIONS_AND_DEPLOYMENTS: readonly Key[] = ['region', 'deployment']

/** What a page is narrowed to by choices made elsewhere, each a chip that takes it back; nothing where there is none. */
export function ChosenChips({ keys }: { keys: readonly Key[] }) {
  const search = useSearchState()
  const setSearch = useSetSearch()
  return keys.flatMap((key) =>
    (search[key] ?? []).map((value) => (
      <Chip
        key={`${key} ${value}`}
        aria-pressed
        title="Take this choice back"
        onClick={() => setSearch({ [key]: toggled(search[key], value) })}
      >
        {foreignText(key === 'region' ? regionName(value) : value)} ✕
      </Chip>
    )),
  )
}

/** The same as a line that begins a summary: `Only Tokyo ✕`. */
export function NarrowedTo({ keys, children }: { keys: readonly Key[]; children?: ReactNode }) {
  const search = useSearchState()
  if (keys.every((key) => (search[key] ?? []).length === 0)) return null
  return (
    <p className={classes.narrowed}>
      Only <ChosenChips keys={keys} /> {children}
    </p>
  )
}
