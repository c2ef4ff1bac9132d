import { Button, Menu, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useRef } from 'react'
import { regionName } from '../../fleet/words.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { count } from '../../view/format.ts'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import { STATUS_FILTERS } from '../../view/search.ts'
import { toggled, useSearchState, useSetSearch } from '../../widgets/useSearchState.ts'
import { PROCESS_COLUMNS } from './processColumns.tsx'
import type { FleetView } from './useFleetView.ts'
import classes from './ProcessToolbar.module.css'

interface ChipProps {
  pressed: boolean
  onClick: () => void
  children: React.ReactNode
}

function Chip({ pressed, onClick, children }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={pressed} onClick={onClick}>
      {children}
    </button>
  )
}

/** Search, chips and columns above the process table. */
export function ProcessToolbar({ snapshot, view }: { snapshot: FleetSnapshot; view: FleetView }) {
  const search = useSearchState()
  const setSearch = useSetSearch()
  const box = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => box.current?.focus()]])
  const { facets } = view
  const listed = facets.deployments.reduce((sum, [, n]) => sum + n, 0)
  const statuses = STATUS_FILTERS.filter((status) => status !== 'running')
  return (
    <div className={classes.bar}>
      <TextInput
        ref={box}
        size="xs"
        className={classes.search ?? ''}
        type="search"
        aria-label="Find processes, rooms and addresses"
        placeholder="Find process, room, address…  /"
        value={search.q ?? ''}
        onChange={(event) => setSearch({ q: event.currentTarget.value || undefined }, true)}
      />
      {(search.region ?? []).map((region) => (
        <Chip key={region} pressed onClick={() => setSearch({ region: toggled(search.region, region) })}>
          {regionName(region)} ✕
        </Chip>
      ))}
      <Chip
        pressed={search.attention === '1'}
        onClick={() => setSearch({ attention: search.attention === '1' ? undefined : '1' })}
      >
        Needs attention {facets.attention}
      </Chip>
      {statuses.map((status) => (
        <Chip
          key={status}
          pressed={search.status?.includes(status) ?? false}
          onClick={() => setSearch({ status: toggled(search.status, status) })}
        >
          <span className={classes.word}>{status}</span> {facets.statuses.get(status) ?? 0}
        </Chip>
      ))}
      {facets.deployments.map(([deployment, n]) => (
        <Chip
          key={deployment}
          pressed={search.deployment?.includes(deployment) ?? false}
          onClick={() => setSearch({ deployment: toggled(search.deployment, deployment) })}
        >
          <bdi>{deployment}</bdi> · {listed === 0 ? 0 : Math.round((n / listed) * 100)} %
        </Chip>
      ))}
      <span className={classes.count}>
        {count(view.rows.length)} of {count(snapshot.live)} processes
      </span>
      <ColumnMenu />
    </div>
  )
}

function ColumnMenu() {
  const { hiddenColumns } = usePreferences()
  const toggle = (id: string): void => setPreference('hiddenColumns', toggled(hiddenColumns, id) ?? [])
  return (
    <Menu position="bottom-end" closeOnItemClick={false} withinPortal>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle">
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PROCESS_COLUMNS.filter((column) => column.id !== 'process').map((column) => {
          const shown = !hiddenColumns.includes(column.id)
          return (
            <Menu.Item key={column.id} role="menuitemcheckbox" aria-checked={shown} onClick={() => toggle(column.id)}>
              <span aria-hidden="true">{shown ? '✓' : '\u2003'}</span> {column.label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
