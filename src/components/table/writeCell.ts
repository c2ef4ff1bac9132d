/** What a cell's element carries besides its words: a class, custom properties for the style sheet, attributes. */
export interface CellLook {
  className?: string
  style?: { readonly [property: `--${string}`]: string }
  href?: string
  'aria-label'?: string
  [data: `data-${string}`]: string
}

interface Written {
  /** The class that React gave the cell. */
  base: string
  text: string
  look: CellLook
}

const PLAIN: CellLook = {}
const written = new WeakMap<HTMLElement, Written>()

type Names = Readonly<Record<string, unknown>>
const NONE: Names = {}

/** Sets the names whose values are others than before, and takes away those that are gone. */
function moveOn(before: Names, now: Names, set: (name: string, value: string) => void, drop: (name: string) => void) {
  for (const name in now) if (now[name] !== before[name]) set(name, String(now[name]))
  for (const name in before) if (!(name in now)) drop(name)
}

function writeLook(cell: HTMLElement, base: string, before: CellLook, now: CellLook): void {
  const { className: classBefore, style: styleBefore = NONE, ...attributesBefore } = before
  const { className, style = NONE, ...attributes } = now
  if (className !== classBefore) cell.className = className === undefined ? base : `${base} ${className}`
  moveOn(
    styleBefore,
    style,
    (name, value) => cell.style.setProperty(name, value),
    (name) => cell.style.removeProperty(name),
  )
  moveOn(
    attributesBefore,
    attributes,
    (name, value) => cell.setAttribute(name, value),
    (name) => cell.removeAttribute(name),
  )
}

function writeText(cell: HTMLElement, text: string): void {
  // The text node stays, so that only its words are laid out anew.
  if (cell.firstChild) cell.firstChild.nodeValue = text
  else cell.textContent = text
}

/**
 * Writes into a cell what is other than what was written there last. React must have made the cell empty, and give it
 * the same props ever after.
 */
export function writeCell(cell: HTMLElement, text: string, look: CellLook = PLAIN): void {
  const before = written.get(cell) ?? { base: cell.className, text: '', look: PLAIN }
  if (before.text !== text) writeText(cell, text)
  if (before.look !== look) writeLook(cell, before.base, before.look, look)
  written.set(cell, { base: before.base, text, look })
}
