import { lazyPart } from '../../components/status/lazyPart.tsx'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { foreignText } from '../../components/status/foreignText.ts'
import { memo, useMemo, type ComponentProps } from 'react'
import { Button } from '../../components/controls/Button.tsx'
import { Chip } from '../../components/controls/Chip.tsx'
import { OnDemand } from '../../components/controls/OnDemand.tsx'
import { counted, processes, regionName } from '../../fleet/words.ts'
import { countFacets, countHosts, hasSharedHosts, type FacetCounts } from '../../select/filter.ts'
import { LISTED_LIFECYCLES } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { count } from '../../view/format.ts'
import { picked, toggled, useChoice, useSearchState, useSetSearch } from '../../widgets/useSearchState.ts'
import { Export } from './Export.tsx'
import { FacetButton, ToolButton } from './menuButtons.tsx'
import { SearchBox } from './SearchBox.tsx'
import type { FleetView } from './useFleetView.ts'
import classes from './ProcessToolbar.module.css'

const loadFacet = async () => ({ default: (await import('./FacetMenu.tsx')).FacetMenu })
const loadColumns = async () => ({ default: (await import('./ColumnPopover.tsx')).ColumnPopover })
const loadViews = async () => ({ default: (await import('./ViewsPopover.tsx')).ViewsPopover })
const FacetMenu = lazyPart('The list', loadFacet)
const ColumnPopover = lazyPart('The list of columns', loadColumns)
const ViewsPopover = lazyPart('The list of views', loadViews)

const ONLY = 'Alt+click for only these'

/** Search, chips, columns and export above the process table. */
export function ProcessToolbar({
  snapshot,
  view,
  selected,
}: {
  snapshot: FleetSnapshot
  view: FleetView
  selected: ReadonlySet<string>
}) {
  const search = useSearchState()
  const setSearch = useSetSearch()
  const { filter, texts } = view
  const facets = useMemo(() => countFacets(snapshot, filter, texts), [snapshot, filter, texts])
  // Stopping is seldom and running usual; the others stand there at 0, too, so that one knows where to look.
  const statuses = LISTED_LIFECYCLES.filter((status) => {
    if (search.status?.includes(status)) return true
    return status === 'stopping' ? facets.statuses.has(status) : status !== 'running'
  })
  return (
    <div className={classes.bar}>
      <SearchBox />
      <div className={classes.chips}>
        {(search.region ?? []).map((region) => (
          <Chip key={region} aria-pressed onClick={() => setSearch({ region: toggled(search.region, region) })}>
            {foreignText(regionName(region))} ✕
          </Chip>
        ))}
        <Chip
          aria-pressed={search.attention === '1'}
          onClick={() => setSearch({ attention: search.attention === '1' ? undefined : '1' })}
        >
          Needs attention {facets.attention}
        </Chip>
        {statuses.map((status) => (
          <Chip
            key={status}
            aria-pressed={search.status?.includes(status) ?? false}
            title={ONLY}
            onClick={(event) => setSearch({ status: picked(search.status, status, event) })}
          >
            <span className={classes.word}>{status}</span> {facets.statuses.get(status) ?? 0}
          </Chip>
        ))}
        <DeploymentChips deployments={facets.deployments} />
        <HostFacet snapshot={snapshot} view={view} />
        {(search.host ?? []).map((host) => (
          <Chip key={host} aria-pressed onClick={() => setSearch({ host: toggled(search.host, host) })}>
            <ForeignText text={host} /> ✕
          </Chip>
        ))}
      </div>
      <span className={classes.count}>
        {view.behind > 0 ? (
          <OldOrder polls={view.behind} onSort={view.sortAgain} />
        ) : (
          `${count(view.rows.length)} of ${processes(snapshot.live)}`
        )}
      </span>
      <Views />
      <Columns />
      <Export snapshot={snapshot} view={view} selected={selected} />
    </div>
  )
}

/** The order is held while somebody works in the table. In place of the count: what stands beside it stays there. */
function OldOrder({ polls, onSort }: { polls: number; onSort: () => void }) {
  return (
    <>
      order is {counted(polls, 'poll')} old ·{' '}
      <Button look="link" onClick={onSort}>
        re-sort
      </Button>
    </>
  )
}

const Columns = memo(function Columns() {
  return (
    <OnDemand load={loadColumns} opens="dialog" renderButton={(props) => <ToolButton {...props}>Columns</ToolButton>}>
      <ColumnPopover />
    </OnDemand>
  )
})

const Views = memo(function Views() {
  return (
    <OnDemand load={loadViews} opens="dialog" renderButton={(props) => <ToolButton {...props}>Views</ToolButton>}>
      <ViewsPopover />
    </OnDemand>
  )
})

/** A menu of choices, loaded when it is asked for. */
function Facet(props: ComponentProps<typeof FacetMenu>) {
  return (
    <OnDemand load={loadFacet} renderButton={(stand) => <FacetButton {...stand} words={props.words} />}>
      <FacetMenu {...props} />
    </OnDemand>
  )
}

const NONE: readonly string[] = []

/** Hosts that have more than one process. */
function HostFacet({ snapshot, view }: { snapshot: FleetSnapshot; view: FleetView }) {
  const chosen = useChoice('host') ?? NONE
  const setSearch = useSetSearch()
  if (!hasSharedHosts(snapshot)) return null
  return (
    <Facet
      words="Host"
      label="Filter by host, most processes first"
      choices={() => countHosts(snapshot, view.filter, view.texts)}
      say={count}
      chosen={chosen}
      onToggle={(host, event) => setSearch({ host: picked(chosen, host, event) })}
    />
  )
}

const MOST_DEPLOYMENTS = 2

/** The newest deployments and the chosen ones as chips with their share; the others behind one button. */
function DeploymentChips({ deployments }: { deployments: FacetCounts['deployments'] }) {
  const chosen = useChoice('deployment')
  const setSearch = useSetSearch()
  const listed = deployments.reduce((sum, [, n]) => sum + n, 0)
  const share = (n: number): string => `${listed === 0 ? 0 : Math.round((n / listed) * 100)} %`
  const isChip = ([id]: readonly [string, number], index: number): boolean =>
    index < MOST_DEPLOYMENTS || (chosen?.includes(id) ?? false)
  const older = deployments.filter((one, index) => !isChip(one, index))
  const toggle = (id: string, event: { altKey: boolean }): void => setSearch({ deployment: picked(chosen, id, event) })
  return (
    <>
      {deployments.filter(isChip).map(([id, n]) => (
        <Chip key={id} aria-pressed={chosen?.includes(id) ?? false} title={ONLY} onClick={(event) => toggle(id, event)}>
          <span className="visuallyHidden">deployment </span>
          <ForeignText text={id} /> · {share(n)}
        </Chip>
      ))}
      {older.length > 0 && (
        <Facet
          words={`${older.length} older`}
          label="Filter by deployment"
          choices={() => older}
          say={share}
          chosen={chosen ?? NONE}
          onToggle={toggle}
        />
      )}
    </>
  )
}
