import { LIFECYCLES, type Lifecycle } from '../types/fleet.ts'
import { orElse, z } from '../types/zMini.ts'

const MAX_TEXT = 200
const MAX_CHOICES = 50

export const RANGES = {
  '15m': { label: '15 min', ms: 15 * 60_000 },
  '1h': { label: '1 h', ms: 3_600_000 },
  '6h': { label: '6 h', ms: 6 * 3_600_000 },
  '24h': { label: '24 h', ms: 24 * 3_600_000 },
  '48h': { label: '48 h', ms: 48 * 3_600_000 },
} as const
export type RangeKey = keyof typeof RANGES
const RANGE_KEYS = Object.keys(RANGES) as [RangeKey, ...RangeKey[]]

/** Lifecycles a viewer can filter by; a stopped process is not listed. */
export const STATUS_FILTERS = LIFECYCLES.filter((name) => name !== 'stopped')

export const SORT_KEYS = [
  'attention',
  'lifecycle',
  'process',
  'region',
  'deployment',
  'connections',
  'egress',
  'rooms',
  'open',
  'up',
  'host',
  'age',
  'started',
] as const
export type SortKey = (typeof SORT_KEYS)[number]
export interface Sort {
  key: SortKey
  descending: boolean
}

const isSortKey = (text: string): text is SortKey => (SORT_KEYS as readonly string[]).includes(text)

/** `-connections` ↔ connections, descending. */
export const readSort = (text: string): Sort | null => {
  const descending = text.startsWith('-')
  const key = descending ? text.slice(1) : text
  return isSortKey(key) ? { key, descending } : null
}
export const writeSort = (sort: Sort): string => `${sort.descending ? '-' : ''}${sort.key}`

const one = (value: unknown): unknown => (Array.isArray(value) ? value.at(-1) : value)
const many = (value: unknown): unknown => (value === undefined ? undefined : Array.isArray(value) ? value : [value])

/** Anything as it is made ready by `ready`; what does not hold then reads as "not chosen". */
const chosen = <T extends z.core.$ZodType>(ready: (value: unknown) => unknown, schema: T) =>
  orElse(z.optional(z.pipe(z.transform(ready), z.optional(schema))), undefined)

/** What is no readable text is left out rather than refused. */
const textsOf = (value: unknown): string[] | undefined => {
  const values = many(value)
  if (!Array.isArray(values)) return undefined
  const texts = values.filter(
    (v): v is string => typeof v === 'string' && v !== '' && v.length <= 512 && v.isWellFormed(),
  )
  return texts.length === 0 ? undefined : [...new Set(texts)].slice(0, MAX_CHOICES)
}

/** Text choices, repeatable. */
const choices = chosen(textsOf, z.array(z.string()))

const statusesOf = (value: unknown): Lifecycle[] | undefined => {
  const known = textsOf(value)?.filter((v): v is Lifecycle => (STATUS_FILTERS as readonly string[]).includes(v))
  return known?.length ? known : undefined
}

const textOf = (value: unknown): unknown => {
  const last = one(value)
  return last === '' || (typeof last === 'string' && !last.isWellFormed()) ? undefined : last
}

const text = (most: number) => chosen(textOf, z.string().check(z.maxLength(most)))

const sortOf = (value: unknown): unknown => {
  const last = textOf(value)
  return typeof last === 'string' && last.length <= 40 && readSort(last) ? last : undefined
}

/** What a viewer can choose on any page, as it stands in the address. Nonsense reads as "not chosen". */
export const searchSchema = z.object({
  region: choices,
  status: chosen(statusesOf, z.array(z.enum(STATUS_FILTERS))),
  deployment: choices,
  host: choices,
  q: text(MAX_TEXT),
  sort: chosen(sortOf, z.string()),
  range: chosen(one, z.enum(RANGE_KEYS)),
  by: chosen(one, z.enum(['total', 'region', 'deployment'])),
  metric: chosen(one, z.enum(['egress', 'roomStarts', 'rooms', 'openSlots', 'processes'])),
  attention: chosen(one, z.enum(['1'])),
  process: text(512),
})

export type Search = z.infer<typeof searchSchema>

/** Keys left undefined would still stand in the address; they are dropped. */
export function readSearch(raw: Record<string, unknown>): Search {
  const read = searchSchema.parse(raw)
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as Search
}

/** `?region=Tokyo&region=London` ↔ plain repeated keys, all strings; the router's own JSON form is not used. */
export function parseQuery(query: string): Record<string, string | string[]> {
  const params = new URLSearchParams(query)
  const result: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key)
    result[key] = values.length === 1 ? (values[0] ?? '') : values
  }
  return result
}

export function writeQuery(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null) continue
    for (const single of Array.isArray(value) ? value : [value]) params.append(key, String(single))
  }
  const query = params.toString()
  return query === '' ? '' : `?${query}`
}
