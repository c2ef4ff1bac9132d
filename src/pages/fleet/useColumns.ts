import { useMemo } from 'react'
import type { GridColumn } from '../../components/table/gridColumn.ts'
import { preferences, setPreference, usePreferences } from '../../view/preferences.ts'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { PROCESS_COLUMNS } from './processColumns.tsx'
import type { ProcessRow, SaidOfView } from './processRows.ts'

type Column = GridColumn<ProcessRow, SaidOfView>

const BY_ID = new Map(PROCESS_COLUMNS.map((column) => [column.id, column]))
/** Without it nobody knows which process a row is. */
const ALWAYS = 'process'

const known = (ids: readonly string[]): Column[] => [...new Set(ids)].flatMap((id) => BY_ID.get(id) ?? [])

/** All columns in the order that a list of some begins. */
const inOrder = (first: readonly string[]): Column[] => known([...first, ...PROCESS_COLUMNS.map(({ id }) => id)])

export interface Columns {
  /** All, in their order. */
  all: readonly Column[]
  /** Those shown, in their order. */
  shown: readonly Column[]
  /** They stand in the address, as of a shared view. */
  shared: boolean
  /** @param ids those to show, in their order. @param order all, where those not shown are to stand. */
  set: (ids: readonly string[], order: readonly string[]) => void
}

/** The columns of the process table: those of the address (a shared view), else those that the viewer prefers. */
export function useColumns(): Columns {
  const { hiddenColumns, columnOrder } = usePreferences()
  const shared = useChoice('columns')
  const setSearch = useSetSearch()
  return useMemo(() => {
    const all = inOrder(shared ?? columnOrder)
    const isShown = ({ id }: Column): boolean =>
      id === ALWAYS || (shared === undefined ? !hiddenColumns.includes(id) : shared.includes(id))
    return {
      all,
      shown: all.filter(isShown),
      shared: shared !== undefined,
      set: (ids, order) => {
        if (shared !== undefined) {
          setSearch({ columns: ids })
          return
        }
        setPreference(
          'hiddenColumns',
          order.filter((id) => !ids.includes(id)),
        )
        if (order.join() !== preferences().columnOrder.join()) setPreference('columnOrder', [...order])
      },
    }
  }, [shared, columnOrder, hiddenColumns, setSearch])
}
