// The floor: the least that has to happen. Typed columns come transferred, an index is sorted by connections, and a
// window of rows in plain DOM is written over. No library, no row objects, no state. This file does not change with the
// app; a figure against it says how far from the least the app is.
import '../shared/page.css'
import { COLUMNS, HEADER_HEIGHT, OVERSCAN, ROW_HEIGHT, TABLE_HEIGHT } from '../shared/columns.ts'
import { connectFeed } from '../shared/feed.ts'
import { FIGURES, type ColumnPoll, type Figure, type Flat } from '../shared/flat.ts'

const TRACKS = COLUMNS.map(({ width }) => `${width}px`).join(' ')
const WINDOW = Math.ceil((TABLE_HEIGHT - HEADER_HEIGHT) / ROW_HEIGHT) + 2 * OVERSCAN

function line(texts: readonly string[]): { element: HTMLDivElement; cells: Text[] } {
  const element = document.createElement('div')
  element.className = 'line'
  element.style.gridTemplateColumns = TRACKS
  const cells = texts.map((text) => {
    const cell = document.createElement('div')
    const node = document.createTextNode(text)
    cell.append(node)
    element.append(cell)
    return node
  })
  return { element, cells }
}

connectFeed<ColumnPoll>(
  () => 'columns',
  (rows: Flat[]) => {
    let columns = Object.fromEntries(FIGURES.map((key) => [key, Float64Array.from(rows, (row) => row[key])])) as Record<
      Figure,
      Float64Array
    >
    const order = Uint32Array.from(rows, (_, index) => index)
    const scroller = document.createElement('div')
    scroller.className = 'scroller'
    scroller.dataset['bench'] = 'table'
    const header = line(COLUMNS.map(({ label }) => label))
    header.element.classList.add('header')
    const body = document.createElement('div')
    body.className = 'body'
    body.style.height = `${rows.length * ROW_HEIGHT}px`
    const lines = Array.from({ length: Math.min(WINDOW, rows.length) }, () => line(COLUMNS.map(() => '')))
    body.append(...lines.map(({ element }) => element))
    scroller.append(header.element, body)
    document.body.append(scroller)

    const isFigure = (key: keyof Flat): key is Figure => key in columns
    const draw = (): void => {
      const top = Math.max(0, Math.floor(scroller.scrollTop / ROW_HEIGHT) - OVERSCAN)
      const first = Math.min(top, Math.max(0, rows.length - WINDOW))
      for (const [place, { element, cells }] of lines.entries()) {
        const slot = order[first + place] ?? 0
        const row = rows[slot]
        element.style.transform = `translateY(${(first + place) * ROW_HEIGHT}px)`
        for (const [at, { key, text }] of COLUMNS.entries()) {
          const cell = cells[at]
          const value = isFigure(key) ? (columns[key][slot] ?? 0) : (row?.[key] ?? '')
          const now = text(value)
          if (cell && cell.data !== now) cell.data = now
        }
      }
    }
    const sort = (): void => {
      const { connections } = columns
      order.sort((a, b) => (connections[b] ?? 0) - (connections[a] ?? 0) || a - b)
    }
    sort()
    draw()
    scroller.addEventListener('scroll', draw, { passive: true })
    return (poll) => {
      columns = poll.columns
      for (const [index, why] of poll.changed) {
        const row = rows[index]
        if (row) row.why = why
      }
      sort()
      draw()
    }
  },
)
