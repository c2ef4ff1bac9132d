import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, type ReactNode } from 'react'
import { useNextFrame } from '../../components/useNextFrame.ts'
import { DataGrid } from '../../components/table/DataGrid.tsx'
import type { GridSort } from '../../components/table/gridColumn.ts'
import { Notice } from '../../components/status/Notice.tsx'
import { processSeriesQuery, whyQuery } from '../../engine/queries.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { usePreferences } from '../../view/preferences.ts'
import { writeSort, type SortKey } from '../../view/search.ts'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { PROCESS_COLUMNS } from './processColumns.tsx'
import { InViewContext, type ProcessRow } from './processRows.ts'
import { placeOf, type FleetView } from './useFleetView.ts'

const SPARK_MS = 15 * 60_000
const SPARK_POINTS = 30
const NO_WHY: ReadonlyMap<string, string> = new Map()

const keyOf = (row: ProcessRow): string => row.facts.processId
const toneOf = (row: ProcessRow): string | undefined => (row.held === 'none' ? undefined : 'held')

/** The table of processes, its first sort "needs attention". */
export function ProcessTable({
  snapshot,
  view,
  onHold,
}: {
  snapshot: FleetSnapshot
  view: FleetView
  onHold: (held: boolean) => void
}) {
  const { hiddenColumns } = usePreferences()
  const process = useChoice('process')
  const setSearch = useSetSearch()
  const sort = useMemo(
    () => ({ id: view.sort.key === 'attention' ? 'why' : view.sort.key, descending: view.sort.descending }),
    [view.sort],
  )
  const onSort = useCallback(
    ({ id, descending }: GridSort) =>
      setSearch({ sort: writeSort({ key: (id === 'why' ? 'attention' : id) as SortKey, descending }) }),
    [setSearch],
  )
  return (
    <DataGrid
      label="Processes"
      columns={PROCESS_COLUMNS}
      rows={view.rows}
      rowKey={keyOf}
      indexOf={(processId) => placeOf(snapshot, view.order, processId)}
      hidden={hiddenColumns}
      sort={sort}
      onSort={onSort}
      onHold={onHold}
      onOpen={(row) => setSearch({ process: keyOf(row) === process ? undefined : keyOf(row) })}
      openKey={process ?? null}
      onFollow={(row) => setSearch({ process: keyOf(row) }, true)}
      tone={toneOf}
      around={withInView}
      maxHeight="max(320px, calc(100vh - 110px))"
      empty={view.searching ? <Notice title="Searching" /> : <NoRows live={snapshot.live} />}
    />
  )
}

const withInView = (inView: readonly ProcessRow[], body: ReactNode): ReactNode => (
  <AskInView inView={inView}>{body}</AskInView>
)

/** Asks for the sparklines of the rows in view and for why they need attention. */
function AskInView({ inView, children }: { inView: readonly ProcessRow[]; children: ReactNode }) {
  const { engine } = useDeck()
  // A frame after the rows themselves: what they show of their own comes first.
  const asked = useNextFrame(inView)
  const request = { processIds: asked.map(keyOf), metric: 'egress', rangeMs: SPARK_MS, points: SPARK_POINTS } as const
  const series = useQuery(processSeriesQuery(engine, request)).data
  const urgent = asked.filter((row) => row.attention > 0).map(keyOf)
  const why = useQuery(whyQuery(engine, urgent)).data ?? NO_WHY
  const value = useMemo(
    () => ({ sparks: new Map((series ?? []).map(({ lines: [line] }) => [line?.key ?? '', line?.values ?? []])), why }),
    [series, why],
  )
  return <InViewContext value={value}>{children}</InViewContext>
}

function NoRows({ live }: { live: number }) {
  const { search } = useDeck()
  const setSearch = useSetSearch()
  if (live === 0) return <Notice title="No running processes">The server answers, and lists none.</Notice>
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
      <Button size="xs" variant="default" onClick={clear}>
        Clear filters
      </Button>
    </Notice>
  )
}
