// AG Grid Community, plain JavaScript (no framework between), as its guides advise for speed and for live data:
// - "High Frequency Updates" and "Transaction Updates": rows have an ID (getRowId), a poll is one update transaction;
//   the async kind batches many small ones, which here would only add its wait, so it is flushed at once;
// - "Updating Row Data": whole new rowData with getRowId, compared by identity;
//   of these three the runner tries all at each size and keeps the fastest ("AG Grid" in the results);
// - "View Refresh": typed columns instead of rows, written into the row objects behind the grid's back, then one sort
//   and one refresh: no guide advises that for live data, but nothing is faster ("AG Grid, in place" in the results);
// - "Scrolling Performance": no cell renderers (value formatters make no DOM), no auto height, no row animation,
//   only the modules used; "Value Cache" on, though fields need none;
// - deltaSort stays off: its guide says it is for transactions that touch few of the rows, here all change.
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  themeQuartz,
  ValueCacheModule,
  type ColDef,
} from 'ag-grid-community'
import { COLUMNS, HEADER_HEIGHT, OVERSCAN, ROW_HEIGHT, TABLE_HEIGHT } from '../shared/columns.ts'
import { connectFeed } from '../shared/feed.ts'
import { writeRows, type ColumnPoll, type Flat, type RowPoll } from '../shared/flat.ts'

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  ValueCacheModule,
])

const columnDefs: ColDef<Flat>[] = COLUMNS.map(({ key, label, width, text }) => ({
  field: key,
  headerName: label,
  width,
  sortable: true,
  valueFormatter: ({ value }: { value: number | string }) => text(value),
  ...(key === 'connections' ? { sort: 'desc' as const } : {}),
}))

let way = 'transaction'
const more = {
  way,
  setWay(name: string) {
    way = name
    if (window.benchPage) window.benchPage.way = name
  },
}

connectFeed<ColumnPoll | RowPoll>(
  () => (way === 'in place' ? 'columns' : 'rows'),
  (first) => {
    const holder = document.createElement('div')
    holder.dataset['bench'] = 'table'
    holder.style.cssText = `height:${TABLE_HEIGHT}px;width:1300px`
    document.body.append(holder)
    const api = createGrid<Flat>(holder, {
      theme: themeQuartz,
      columnDefs,
      rowData: first,
      getRowId: ({ data }) => data.id,
      rowHeight: ROW_HEIGHT,
      headerHeight: HEADER_HEIGHT,
      rowBuffer: OVERSCAN,
      animateRows: false,
      suppressColumnMoveAnimation: true,
      suppressCellFocus: true,
      suppressRowHoverHighlight: true,
      valueCache: true,
      asyncTransactionWaitMillis: 0,
    })
    return (poll) => {
      if ('columns' in poll) {
        writeRows(first, poll)
        api.refreshClientSideRowModel('sort')
        api.refreshCells()
      } else if (way === 'transaction') api.applyTransaction({ update: poll.rows })
      else if (way === 'async transaction') {
        api.applyTransactionAsync({ update: poll.rows })
        api.flushAsyncTransactions()
      } else api.setGridOption('rowData', poll.rows)
    }
  },
  more,
)
