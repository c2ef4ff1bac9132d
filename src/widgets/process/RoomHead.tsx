import { writeRoomSort, type RoomSort } from '../../view/search.ts'
import { useSetSearch } from '../useSearchState.ts'
import classes from './RoomTable.module.css'

interface Heading {
  label: string
  /** Absent: nothing to order by. */
  key?: RoomSort['key']
  /** What a first click does. */
  descending?: boolean
}

const HEADINGS: readonly Heading[] = [
  { label: 'Room', key: 'room' },
  { label: 'Status', key: 'status' },
  { label: 'Since' },
  { label: 'Age', key: 'age', descending: true },
  { label: 'Allocation' },
  { label: 'Config' },
]

const ARROWS = { ascending: ' ▴', descending: ' ▾', none: '' } as const

/** The headings; those that order say so. */
export function RoomHead({ sort }: { sort: RoomSort }) {
  const setSearch = useSetSearch()
  return (
    <thead>
      <tr>
        {HEADINGS.map(({ label, key, descending = false }) => {
          if (key === undefined) {
            return (
              <th key={label} scope="col" data-plain="true">
                {label}
              </th>
            )
          }
          const direction = sort.key !== key ? 'none' : sort.descending ? 'descending' : 'ascending'
          const next: RoomSort = { key, descending: direction === 'none' ? descending : direction === 'ascending' }
          return (
            <th key={label} scope="col" aria-sort={direction}>
              <button
                type="button"
                className={classes.sort}
                onClick={() => setSearch({ roomsort: writeRoomSort(next) })}
              >
                {label}
                <span aria-hidden="true">{ARROWS[direction]}</span>
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
