import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { DataGrid } from '../../components/table/DataGrid.tsx'
import { Notice } from '../../components/status/Notice.tsx'
import { processSeriesQuery } from '../../engine/queries.ts'
import type { ProcessFacts } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { usePreferences } from '../../view/preferences.ts'
import { writeSort, type SortKey } from '../../view/search.ts'
import { useSearchState, useSetSearch } from '../../widgets/useSearchState.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { PROCESS_COLUMNS } from './processColumns.tsx'
import { ProcessRowsContext, SparksContext, type ProcessRows } from './processRows.ts'
import type { FleetView } from './useFleetView.ts'

const SPARK_MS = 15 * 60_000
const SPARK_POINTS = 30

const keyOf = (row: ProcessFacts): string => row.processId

/** The table of processes, its first sort "needs attention". */
export function ProcessTable({ snapshot, view }: { snapshot: FleetSnapshot; view: FleetView }) {
  const { hiddenColumns } = usePreferences()
  const { process } = useSearchState()
  const setSearch = useSetSearch()
  const rows: ProcessRows = useMemo(
    () => ({
      snapshot,
      short: view.short,
      topConnections: topOf(snapshot.columns.connections),
      topEgress: topOf(snapshot.columns.egressRate),
    }),
    [snapshot, view.short],
  )
  const sort = useMemo(
    () => ({ id: view.sort.key === 'attention' ? 'why' : view.sort.key, descending: view.sort.descending }),
    [view.sort],
  )
  return (
    <ProcessRowsContext value={rows}>
      <DataGrid
        label="Processes"
        columns={PROCESS_COLUMNS}
        rows={view.rows}
        rowKey={keyOf}
        hidden={hiddenColumns}
        sort={sort}
        onSort={({ id, descending }) =>
          setSearch({ sort: writeSort({ key: (id === 'why' ? 'attention' : id) as SortKey, descending }) })
        }
        onOpen={(row) => setSearch({ process: row.processId === process ? undefined : row.processId })}
        openKey={process ?? null}
        onFollow={(row) => setSearch({ process: row.processId }, true)}
        tone={(row) => (snapshot.columns.held[snapshot.slotOf.get(row.processId) ?? -1] ? 'held' : undefined)}
        around={withSparks}
        maxHeight="max(320px, calc(100vh - 110px))"
        empty={<NoRows live={snapshot.live} />}
      />
    </ProcessRowsContext>
  )
}

const withSparks = (inView: readonly ProcessFacts[], body: ReactNode): ReactNode => (
  <Sparks inView={inView}>{body}</Sparks>
)

/** Asks for the sparklines of the rows in view, and only theirs. */
function Sparks({ inView, children }: { inView: readonly ProcessFacts[]; children: ReactNode }) {
  const { engine } = useDeck()
  const request = { processIds: inView.map(keyOf), metric: 'egress', rangeMs: SPARK_MS, points: SPARK_POINTS } as const
  const series = useQuery(processSeriesQuery(engine, request)).data
  const sparks = useMemo(
    () => new Map((series ?? []).map(({ lines: [line] }) => [line?.key ?? '', line?.values ?? []])),
    [series],
  )
  return <SparksContext value={sparks}>{children}</SparksContext>
}

function topOf(column: Float64Array): number {
  let top = 0
  for (const value of column) if (value > top) top = value
  return top
}

function NoRows({ live }: { live: number }) {
  const setSearch = useSetSearch()
  if (live === 0) return <Notice title="No running processes">The server answers, and lists none.</Notice>
  const clear = {
    region: undefined,
    status: undefined,
    deployment: undefined,
    host: undefined,
    q: undefined,
    attention: undefined,
  }
  return (
    <Notice title="No process matches">
      <Button size="xs" variant="default" onClick={() => setSearch(clear)}>
        Clear filters
      </Button>
    </Notice>
  )
}
