import { ForeignText } from '../../components/status/ForeignText.tsx'
import { lazy, Suspense, useState } from 'react'
import { counted, regionName } from '../../fleet/words.ts'
import type { FacetCounts } from '../../select/filter.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { count } from '../../view/format.ts'
import { STATUS_FILTERS } from '../../view/search.ts'
import { toggled, useChoice, useSearchState, useSetSearch } from '../../widgets/useSearchState.ts'
import { ColumnButton, OlderButton } from './menuButtons.tsx'
import { SearchBox } from './SearchBox.tsx'
import type { FleetView } from './useFleetView.ts'
import classes from './ProcessToolbar.module.css'

// Menus are as heavy as a page; the first table comes without them.
const ColumnMenu = lazy(async () => ({ default: (await import('./toolbarMenus.tsx')).ColumnMenu }))
const OlderDeployments = lazy(async () => ({ default: (await import('./toolbarMenus.tsx')).OlderDeployments }))

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
  const { facets } = view
  const statuses = STATUS_FILTERS.filter((status) => status !== 'running')
  return (
    <div className={classes.bar}>
      <SearchBox />
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
      <DeploymentChips deployments={facets.deployments} />
      {(search.host ?? []).map((host) => (
        <Chip key={host} pressed onClick={() => setSearch({ host: toggled(search.host, host) })}>
          <ForeignText text={host} /> ✕
        </Chip>
      ))}
      <span className={classes.count}>
        {view.behind > 0 && (
          <>
            order is {counted(view.behind, 'poll')} old ·{' '}
            <button type="button" className={classes.again} onClick={view.sortAgain}>
              re-sort
            </button>{' '}
            ·{' '}
          </>
        )}
        {count(view.rows.length)} of {count(snapshot.live)} processes
      </span>
      <Columns />
    </div>
  )
}

// A menu that is asked for before it has been loaded opens as soon as it is.

function Columns() {
  const [asked, setAsked] = useState(false)
  return (
    <Suspense fallback={<ColumnButton onClick={() => setAsked(true)} />}>
      <ColumnMenu defaultOpened={asked} />
    </Suspense>
  )
}

const MOST_DEPLOYMENTS = 3

/** The newest deployments and the chosen ones as chips with their share; the others behind one button. */
function DeploymentChips({ deployments }: { deployments: FacetCounts['deployments'] }) {
  const chosen = useChoice('deployment')
  const setSearch = useSetSearch()
  const [asked, setAsked] = useState(false)
  const listed = deployments.reduce((sum, [, n]) => sum + n, 0)
  const share = (n: number): string => `${listed === 0 ? 0 : Math.round((n / listed) * 100)} %`
  const isChip = ([id]: readonly [string, number], index: number): boolean =>
    index < MOST_DEPLOYMENTS || (chosen?.includes(id) ?? false)
  const older = deployments.filter((one, index) => !isChip(one, index))
  const toggle = (id: string): void => setSearch({ deployment: toggled(chosen, id) })
  return (
    <>
      {deployments.filter(isChip).map(([id, n]) => (
        <Chip key={id} pressed={chosen?.includes(id) ?? false} onClick={() => toggle(id)}>
          <ForeignText text={id} /> · {share(n)}
        </Chip>
      ))}
      {older.length > 0 && (
        <Suspense fallback={<OlderButton n={older.length} onClick={() => setAsked(true)} />}>
          <OlderDeployments deployments={older} share={share} onToggle={toggle} defaultOpened={asked} />
        </Suspense>
      )}
    </>
  )
}
