/** Lines that are nested deeper are not moved in further: thousands of open brackets would be megabytes of blanks. */
const MOST_INDENT = 24
/** Of a preview, so many characters; a place that was searched for has this many of them before it. */
const PREVIEW = 60
const BEFORE = 20

// Of JSON: a string, one of its signs, or a number or word.
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g

export interface ConfigView {
  /** Whether it can be read as JSON. */
  json: boolean
  /** Over lines when it is JSON, else as it is. */
  text: string
}

/**
 * A room's config for reading. JSON gets lines and indents, and its values stay as they were written: read and written
 * anew, an ID beyond 2⁵³ would be another one, and of a key that is there twice one would be gone.
 */
export function configView(config: string): ConfigView {
  return isJson(config) ? { json: true, text: overLines(config) } : { json: false, text: config }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function overLines(json: string): string {
  let out = ''
  let depth = 0
  let before = ''
  const line = (): string => `\n${'  '.repeat(Math.min(depth, MOST_INDENT))}`
  for (const [token] of json.matchAll(TOKENS)) {
    const closes = token === '}' || token === ']'
    if (closes) depth -= 1
    const opened = before === '{' || before === '['
    if (opened ? !closes : closes || before === ',') out += line()
    else if (before === ':') out += ' '
    out += token
    if (token === '{' || token === '[') depth += 1
    before = token
  }
  return out
}

/** One line of a config: where the text searched for stands in it, else its beginning. */
export function configPreview(config: string, needle: string): string {
  const at = needle === '' ? -1 : config.toLowerCase().indexOf(needle.toLowerCase())
  const from = at < 0 || at + needle.length <= PREVIEW ? 0 : at - BEFORE
  const part = config.slice(from, from + PREVIEW).toWellFormed()
  return `${from > 0 ? '…' : ''}${part}${from + PREVIEW < config.length ? '…' : ''}`
}
