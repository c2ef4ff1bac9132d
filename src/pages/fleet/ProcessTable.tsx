import { Button } from '../../components/controls/Button.tsx'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, type ReactNode } from 'react'
import { afterFrame } from '../../components/nextFrame.ts'
import { DataGrid } from '../../components/table/DataGrid.tsx'
import type { GridSort } from '../../components/table/gridColumn.ts'
import { Notice } from '../../components/status/Notice.tsx'
import { inViewOf, inViewQuery, type InView } from '../../engine/queries/series.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import type { Selection } from '../../components/table/useSelection.ts'
import { ROW_PX, usePreferences } from '../../view/preferences.ts'
import { writeSort, type SortKey } from '../../view/search.ts'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { hrefOf } from '../../widgets/ProcessLink.tsx'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useStale } from '../../widgets/useFeed.ts'
import { emptyFleet } from './emptyFleet.ts'
import { useColumns } from './useColumns.ts'
import type { ProcessRow, SaidOfView } from './processRows.ts'
import { placeOf, type FleetView } from './useFleetView.ts'

const SPARK_WINDOW = { rangeMs: 15 * 60_000, points: 30 } as const

const keyOf = (row: ProcessRow): string => row.facts.processId
const toneOf = (row: ProcessRow): string | undefined => (row.held === 'none' ? undefined : 'held')

/** The table of processes, its first sort "needs attention". */
export function ProcessTable({
  snapshot,
  view,
  onHold,
  selection,
}: {
  snapshot: FleetSnapshot
  view: FleetView
  onHold: (held: boolean) => void
  selection: Selection
}) {
  const { density } = usePreferences()
  const { shown } = useColumns()
  const process = useChoice('process')
  const setSearch = useSetSearch()
  const sorts = useMemo(
    () => view.sort.map(({ key, descending }) => ({ id: key === 'attention' ? 'why' : key, descending })),
    [view.sort],
  )
  const onSort = useCallback(
    (next: readonly GridSort[]) =>
      setSearch({
        sort: writeSort(
          next.map(({ id, descending }) => ({ key: (id === 'why' ? 'attention' : id) as SortKey, descending })),
        ),
      }),
    [setSearch],
  )
  return (
    <DataGrid
      label="Processes"
      columns={shown}
      rows={view.rows}
      rowKey={keyOf}
      indexOf={(processId) => placeOf(snapshot, view.order, processId)}
      rowHeight={ROW_PX[density]}
      selection={selection}
      sorts={sorts}
      onSort={onSort}
      onHold={onHold}
      onOpen={(row) => setSearch({ process: keyOf(row) === process ? undefined : keyOf(row) })}
      openKey={process ?? null}
      hrefOf={(row) => hrefOf(keyOf(row), window.location.search)}
      onFollow={(row) => setSearch({ process: keyOf(row) }, true)}
      tone={toneOf}
      around={withInView}
      maxHeight="max(320px, calc(100vh - 110px))"
      empty={view.searching ? <Notice title="Searching" /> : <NoRows snapshot={snapshot} />}
    />
  )
}

type Body = (said: SaidOfView | undefined) => ReactNode

const withInView = (inView: readonly ProcessRow[], body: Body): ReactNode => (
  <AskInView inView={inView}>{body}</AskInView>
)

/** Asks for the sparklines of the rows in view and for why they need attention. */
function AskInView({ inView, children }: { inView: readonly ProcessRow[]; children: Body }) {
  const { engine } = useDeck()
  const processIds = inView.map(keyOf)
  const urgent = inView.filter((row) => row.attention > 0).map(keyOf)
  const { data, refetch } = useQuery(
    inViewQuery(engine, { processIds, urgent, metric: 'egress', window: SPARK_WINDOW }),
  )
  // A poll asks by itself; who scrolls or sorts has new rows in view without one.
  const client = useQueryClient()
  useEffect(() => {
    const isIn = (known: InView | undefined): boolean => inView.every((row) => known?.sparks.has(keyOf(row)))
    if (isIn(data)) return
    return afterFrame(() => {
      if (!isIn(inViewOf(client))) void refetch({ cancelRefetch: false })
    })
  }, [inView, data, client, refetch])
  const stale = useStale()
  return children(useMemo(() => ({ ...data, stale }), [data, stale]))
}

function NoRows({ snapshot }: { snapshot: FleetSnapshot }) {
  const { search } = useDeck()
  const setSearch = useSetSearch()
  if (snapshot.live === 0) {
    const { title, words } = emptyFleet(snapshot)
    return <Notice title={title}>{words}</Notice>
  }
  const none = {
    region: undefined,
    status: undefined,
    deployment: undefined,
    host: undefined,
    q: undefined,
    attention: undefined,
  }
  const clear = (): void => {
    // The text may not stand in the address yet.
    search.find('')
    setSearch(none)
  }
  return (
    <Notice title="No process matches">
      <Button onClick={clear}>Clear filters</Button>
    </Notice>
  )
}
