// The plain page: what one writes first. React Query polls the whole list, Zod checks the whole payload on the page,
// TanStack Table has all rows (virtualised), Recharts draws all points of two charts. Each library by its own guide
// (see tanstackAll and plainRecharts); structural sharing is off, as React Query's guide says for large answers.
import '../shared/page.css'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { createSortedRowModel, rowSortingFeature, sortFn_basic, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts'
import { z } from 'zod'
import { COLUMNS, OVERSCAN, ROW_HEIGHT } from '../shared/columns.ts'
import type { Flat } from '../shared/flat.ts'

const parameters = new URLSearchParams(location.search)
const upstream = parameters.get('upstream') ?? ''
const date = z.iso.datetime({ offset: true })
const port = z.object({ host: z.string(), name: z.string(), port: z.int().min(0), transportType: z.string() })
const payload = z.array(
  z.object({
    processId: z.string().min(1),
    appId: z.string(),
    deploymentId: z.union([z.int(), z.string()]),
    region: z.string().min(1),
    activeConnections: z.int().min(0),
    activeConnectionsUpdatedAt: date,
    egressedBytes: z.int().min(0),
    draining: z.boolean(),
    rooms: z.array(
      z.object({
        appId: z.string(),
        roomId: z.string(),
        status: z.string(),
        roomConfig: z.string().nullish(),
        currentAllocation: z
          .object({
            roomAllocationId: z.string(),
            processId: z.string(),
            scheduledAt: date,
            unscheduledAt: date.nullish(),
          })
          .nullish(),
      }),
    ),
    totalRooms: z.int().min(0),
    roomsPerProcess: z.int().min(0),
    roomSlotsAvailable: z.number(),
    roomSlotsAvailableUpdatedAt: date,
    exposedPort: port.nullish(),
    additionalExposedPorts: z.array(port),
    startingAt: date,
    startedAt: date.nullish(),
    stoppingAt: date.nullish(),
    terminatedAt: date.nullish(),
  }),
)

interface Point {
  t: number
  connections: number
  egress: number
}
interface Fleet {
  rows: Flat[]
  points: Point[]
}

const client = new QueryClient()
let paused = false

async function poll(): Promise<Fleet> {
  const response = await fetch(`${upstream}/processes/v1/app-demo/list/running`, { cache: 'no-store' })
  const sent = payload.parse(await response.json())
  const now = Date.now()
  const before = client.getQueryData<Fleet>(['fleet'])
  const rows = sent.map((row, index): Flat => {
    return {
      index,
      id: row.processId,
      lifecycle: row.stoppingAt ? 'stopping' : row.draining ? 'draining' : row.startedAt ? 'running' : 'starting',
      region: row.region,
      deployment: Number(row.deploymentId),
      connections: row.activeConnections,
      egress: 0,
      total: row.egressedBytes,
      rooms: row.totalRooms,
      open: row.roomSlotsAvailable,
      up: row.startedAt ? (now - Date.parse(row.startedAt)) / 1000 : 0,
      why: row.draining ? 'draining' : '',
    }
  })
  const known = new Map(before?.rows.map((row) => [row.id, row.total]))
  const seconds = (now - (before?.points.at(-1)?.t ?? now)) / 1000
  let connections = 0
  let egress = 0
  for (const row of rows) {
    const total = known.get(row.id)
    if (total !== undefined && seconds > 0) row.egress = (row.total - total) / seconds
    connections += row.connections
    egress += row.egress
  }
  return { rows, points: [...(before?.points ?? []), { t: now, connections, egress }] }
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
})
const TEXTS = new Map(COLUMNS.map(({ key, text }) => [key as string, text]))
const columns = COLUMNS.map(({ key, label }) => ({
  id: key,
  header: label,
  accessorFn: (row: Flat) => row[key],
  sortFn: 'basic' as const,
}))
const initialState = { sorting: [{ id: 'connections', desc: true }] }
const TRACKS = { gridTemplateColumns: COLUMNS.map(({ width }) => `${width}px`).join(' ') }
const keyOf = (row: Flat): string => row.id

function Table({ data }: { data: Flat[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const table = useTable({ features, columns, data, getRowId: keyOf, initialState })
  const { rows } = table.getRowModel()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  return (
    <div className="scroller" ref={scroller} data-bench="table">
      <div className="body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <div className="line" key={row.id} style={{ ...TRACKS, transform: `translateY(${start}px)` }}>
              {row.getAllCells().map((cell) => (
                <div key={cell.id}>{TEXTS.get(cell.column.id)?.(cell.getValue() as number | string)}</div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const DOMAIN: [string, string] = ['dataMin', 'dataMax']
const Chart = memo(({ points, metric, height }: { points: Point[]; metric: string; height: number }) => (
  <LineChart width={900} height={height} data={points} accessibilityLayer={false}>
    <CartesianGrid vertical={false} />
    <XAxis dataKey="t" type="number" domain={DOMAIN} />
    <YAxis width={66} />
    <Line dataKey={metric} dot={false} activeDot={false} type="linear" isAnimationActive={false} />
  </LineChart>
))

function Page() {
  const { data } = useQuery({
    queryKey: ['fleet'],
    queryFn: poll,
    refetchInterval: () => (paused ? false : 1000),
    structuralSharing: false,
    gcTime: Number.POSITIVE_INFINITY,
  })
  if (!data) return <p>Loading</p>
  return (
    <>
      <Chart points={data.points} metric="connections" height={162} />
      <Chart points={data.points} metric="egress" height={96} />
      <Table data={data.rows} />
    </>
  )
}

declare global {
  interface Window {
    benchPlain?: { pause(on: boolean): void }
  }
}

window.benchPlain = {
  pause(on) {
    paused = on
    // Polling goes on from the next answer.
    if (!on) void client.refetchQueries({ queryKey: ['fleet'] })
  },
}
const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(
  <QueryClientProvider client={client}>
    <Page />
  </QueryClientProvider>,
)
