import type { ReactNode } from 'react'
import classes from './FigureTable.module.css'

export interface FigureColumn {
  label: string
  /** What stands in it, in full. */
  hint?: string
  /** It holds words, which begin where it begins and may take two lines. */
  words?: boolean
}

interface FigureTableProps {
  label: string
  /** The first one heads the rows. */
  columns: readonly FigureColumn[]
  /** Rows of a table. */
  children: ReactNode
  /** The last row, such as a sum. */
  foot?: ReactNode
}

/** A few rows of figures: a plain table, scrolled sideways where it is wider than the page. */
export function FigureTable({ label, columns, children, foot }: FigureTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled must be in reach of keys
    <div className={classes.scroller} tabIndex={0} role="group" aria-label={`${label}, scrolls sideways`}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ label: name, hint, words = false }) => (
              <th key={name} scope="col" title={hint} data-words={words}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  )
}

/** What belongs to a figure, below it and smaller. */
export const Small = ({ children }: { children: ReactNode }) => <span className={classes.small}>{children}</span>
