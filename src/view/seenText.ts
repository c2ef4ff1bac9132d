export type SeenFormat = 'text' | 'markdown'

/** A part of a page as words. */
type Block = { kind: 'heading' | 'item' | 'text'; words: string } | { kind: 'table'; rows: string[][] }

const UNSEEN = '[aria-hidden=true], svg, script, style, input, select, textarea, [data-unsaid]'
const TABLE = 'table, [role=table], [role=grid]'
const CELL = 'th, td, [role=columnheader], [role=cell], [role=gridcell], [role=rowheader]'

const isShown = (element: Element): boolean => !element.matches(UNSEEN) && getComputedStyle(element).display !== 'none'

/** The words in an element as they are seen, on one line. */
function wordsOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
  if (!(node instanceof Element) || !isShown(node)) return ''
  const inner = [...node.childNodes].map(wordsOf).join('')
  // What stands apart stays apart.
  return getComputedStyle(node).display === 'inline' ? inner : ` ${inner} `
}

/** Marks that set strangers' text apart are not seen. */
const tidy = (words: string): string =>
  words
    .replaceAll(/[\u2066-\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

function tableOf(element: Element): Block {
  const rows = [...element.querySelectorAll('tr, [role=row]')]
    .filter(isShown)
    .toSorted((a, b) => Number(a.getAttribute('aria-rowindex') ?? 0) - Number(b.getAttribute('aria-rowindex') ?? 0))
  return { kind: 'table', rows: rows.map((row) => [...row.querySelectorAll(CELL)].map((cell) => tidy(wordsOf(cell)))) }
}

/** Each term with what is said of it, up to the next term. */
function termsOf(list: Element): Block[] {
  const items: string[] = []
  for (const child of list.children) {
    if (child.matches('dt')) items.push(`${tidy(wordsOf(child))}:`)
    else if (child.matches('dd') && items.length > 0) items.push(`${items.pop() ?? ''} ${tidy(wordsOf(child))}`)
  }
  return items.map((words) => ({ kind: 'item', words }))
}

function blocksOf(element: Element): Block[] {
  if (!isShown(element) || element.matches('button')) return []
  if (element.matches(TABLE)) return [tableOf(element)]
  const words = (): string => tidy(wordsOf(element))
  if (element.matches('h1, h2, h3')) return [{ kind: 'heading', words: words() }]
  if (element.matches('figure')) {
    const legend = [...element.querySelectorAll('li')].map((item) => tidy(wordsOf(item))).filter((one) => one !== '')
    return [
      { kind: 'item', words: `${element.getAttribute('aria-label') ?? ''}: ${legend.join(' · ')}` },
      ...[...element.querySelectorAll(TABLE)].map(tableOf),
    ]
  }
  if (element.matches('li')) return [{ kind: 'item', words: words() }]
  if (element.querySelector(':scope > dt')) return termsOf(element)
  const children = [...element.children]
  const hasOwnWords = [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
  )
  if (hasOwnWords || children.every((child) => getComputedStyle(child).display === 'inline'))
    return [{ kind: 'text', words: words() }]
  return children.flatMap(blocksOf)
}

const escaped = (words: string): string => words.replaceAll('|', '\\|')

function write(block: Block, format: SeenFormat): string {
  if (block.kind !== 'table') {
    const sign = { heading: format === 'markdown' ? '### ' : '', item: '- ', text: '' }[block.kind]
    return `${block.kind === 'heading' ? '\n' : ''}${sign}${block.words}`
  }
  const [head = [], ...rows] = block.rows
  if (format === 'text') {
    const widths = head.map((_, column) => Math.max(...block.rows.map((row) => (row[column] ?? '').length)))
    return [
      '',
      ...block.rows.map((row) =>
        row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd(),
      ),
      '',
    ].join('\n')
  }
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}

/**
 * A part of the page in words: headings, figures, lists, tables with the rows in view, charts by their legends. What is
 * not seen is not in it.
 */
export const seenText = (element: Element, format: SeenFormat): string =>
  blocksOf(element)
    .filter((block) => (block.kind === 'table' ? block.rows.length > 0 : block.words !== ''))
    .map((block) => write(block, format))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
