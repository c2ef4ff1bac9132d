import { LIFECYCLES, type Lifecycle } from '../types/fleet.ts'
import { z } from '../types/z.ts'

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

/** Text choices, repeatable; what does not hold is left out rather than refused. */
const choices = z
  .preprocess(many, z.array(z.unknown()))
  .transform((values) => [
    ...new Set(
      values.filter((v): v is string => typeof v === 'string' && v !== '' && v.length <= 512 && v.isWellFormed()),
    ),
  ])
  .transform((values) => (values.length === 0 ? undefined : values.slice(0, MAX_CHOICES)))
  .optional()
  .catch(undefined)

const text = (most: number) =>
  z
    .preprocess(one, z.string().max(most))
    .transform((value) => (value === '' || !value.isWellFormed() ? undefined : value))
    .optional()
    .catch(undefined)

/** What a viewer can choose on any page, as it stands in the address. Nonsense reads as "not chosen". */
export const searchSchema = z.object({
  region: choices,
  status: choices
    .transform((values) => {
      const known = values?.filter((v): v is Lifecycle => (STATUS_FILTERS as readonly string[]).includes(v))
      return known?.length ? known : undefined
    })
    .optional(),
  deployment: choices,
  host: choices,
  q: text(MAX_TEXT),
  sort: text(40)
    .transform((value) => (value !== undefined && readSort(value) ? value : undefined))
    .optional(),
  range: z.preprocess(one, z.enum(RANGE_KEYS)).optional().catch(undefined),
  by: z
    .preprocess(one, z.enum(['total', 'region', 'deployment']))
    .optional()
    .catch(undefined),
  metric: z
    .preprocess(one, z.enum(['egress', 'roomStarts', 'rooms', 'openSlots', 'processes']))
    .optional()
    .catch(undefined),
  attention: z
    .preprocess(one, z.enum(['1']))
    .optional()
    .catch(undefined),
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
