const MAX_TEXT = 80
const MAX_SAMPLE = 400
const MAX_ENTRIES = 30
const MAX_DEPTH = 3

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)

/** Says in a few words what a value is, for an error message. Never throws, never walks a big value. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(cut(value, MAX_TEXT))
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`
  return String(value)
}

function shorten(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return describe(value)
  if (depth === MAX_DEPTH) return Array.isArray(value) ? '[…]' : '{…}'
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ENTRIES).map((item) => shorten(item, depth + 1))
    return `[${items.join(',')}${value.length > MAX_ENTRIES ? ',…' : ''}]`
  }
  const keys = Object.keys(value)
  const fields = keys
    .slice(0, MAX_ENTRIES)
    .map((key) => `${describe(key)}:${shorten((value as Record<string, unknown>)[key], depth + 1)}`)
  return `{${fields.join(',')}${keys.length > MAX_ENTRIES ? ',…' : ''}}`
}

/** Shortened JSON of any value: at most 400 characters, three levels, thirty entries a level. */
export const sampleOf = (value: unknown): string => cut(shorten(value, 0), MAX_SAMPLE)
