import { LISTED_LIFECYCLES, TIMELINE_KINDS } from '../types/fleet.ts'
import { orElse, z } from '../types/zMini.ts'
import { readRange } from './range.ts'

/** Longest text that is searched for. */
export const MAX_TEXT = 200
const MAX_CHOICES = 50

/** The charts of the fleet, of a process, of the feed and of rollouts. */
const CHARTS = ['upper', 'lower', 'connections', 'egress', 'perConnection', 'latency', 'builds', 'wave'] as const

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
  'oldestRoom',
  'perConnection',
  'billed',
] as const
export type SortKey = (typeof SORT_KEYS)[number]
export interface Sort {
  key: SortKey
  descending: boolean
}

const isSortKey = (text: string): text is SortKey => (SORT_KEYS as readonly string[]).includes(text)

/** More say nothing that the first ones left open. */
const MOST_SORTS = 4

function readOneSort(text: string): Sort | null {
  const descending = text.startsWith('-')
  const key = descending ? text.slice(1) : text
  return isSortKey(key) ? { key, descending } : null
}

/** `region,-connections` ↔ by region, where that is equal by connections, descending. */
export function readSort(text: string): Sort[] | null {
  const sorts = text.split(',').map(readOneSort)
  const known = sorts.filter((sort) => sort !== null)
  const distinct = new Set(known.map(({ key }) => key)).size === sorts.length
  return distinct && known.length <= MOST_SORTS ? known : null
}
export const writeSort = (sorts: readonly Sort[]): string =>
  sorts
    .slice(0, MOST_SORTS)
    .map(({ key, descending }) => `${descending ? '-' : ''}${key}`)
    .join(',')

/** How the rooms of one process can be ordered. */
export const ROOM_SORT_KEYS = ['room', 'status', 'age'] as const
export interface RoomSort {
  key: (typeof ROOM_SORT_KEYS)[number]
  descending: boolean
}

/** `-age` ↔ age, descending: oldest first. */
export const readRoomSort = (text: string): RoomSort | null => {
  const descending = text.startsWith('-')
  const key = ROOM_SORT_KEYS.find((one) => one === (descending ? text.slice(1) : text))
  return key === undefined ? null : { key, descending }
}

export const writeRoomSort = (sort: RoomSort): string => `${sort.descending ? '-' : ''}${sort.key}`

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

/** Those of a list's words that are known. */
const oneOf =
  <T extends string>(known: readonly T[]) =>
  (value: unknown): T[] | undefined => {
    const found = textsOf(value)?.filter((text): text is T => (known as readonly string[]).includes(text))
    return found?.length ? found : undefined
  }

const textOf = (value: unknown): unknown => {
  const last = one(value)
  return last === '' || (typeof last === 'string' && !last.isWellFormed()) ? undefined : last
}

const text = (most: number) => chosen(textOf, z.string().check(z.maxLength(most)))

const sortOf =
  (read: (text: string) => unknown) =>
  (value: unknown): unknown => {
    const last = textOf(value)
    return typeof last === 'string' && last.length <= 80 && read(last) ? last : undefined
  }

const rangeOf = (value: unknown): unknown => {
  const last = textOf(value)
  return typeof last === 'string' && last.length <= 40 && readRange(last) ? last : undefined
}

/** What a viewer can choose on any page, as it stands in the address. Nonsense reads as "not chosen". */
export const searchSchema = z.object({
  region: choices,
  status: chosen(oneOf(LISTED_LIFECYCLES), z.array(z.enum(LISTED_LIFECYCLES))),
  deployment: choices,
  host: choices,
  q: text(MAX_TEXT),
  sort: chosen(sortOf(readSort), z.string()),
  range: chosen(rangeOf, z.string()),
  by: chosen(one, z.enum(['total', 'region', 'deployment', 'lifecycle'])),
  stack: chosen(one, z.enum(['1'])),
  /** Of the connections over time by deployment: their share of all. */
  share: chosen(one, z.enum(['1'])),
  compare: chosen(one, z.enum(['window', 'day', 'week', 'none'])),
  hide: choices,
  table: chosen(oneOf(CHARTS), z.array(z.enum(CHARTS))),
  metric: chosen(one, z.enum(['egress', 'roomStarts', 'roomLength', 'rooms', 'openSlots', 'processes'])),
  kind: chosen(oneOf(TIMELINE_KINDS), z.array(z.enum(TIMELINE_KINDS))),
  /** The wave of drains whose burn-down is shown; `none` for none, absent for the largest. */
  wave: text(600),
  /** How many days the report is of. */
  days: chosen(one, z.enum(['1', '7', '14'])),
  attention: chosen(one, z.enum(['1'])),
  columns: choices,
  process: text(512),
  /** Of a process's own rooms: what to look for, and their order. */
  roomq: text(MAX_TEXT),
  roomsort: chosen(sortOf(readRoomSort), z.string()),
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

/** The choices of an address in its own order; what cannot be read is not among them. */
export function readQuery(query: string): Search {
  const raw = parseQuery(query)
  const read = new Map(Object.entries(readSearch(raw)))
  return Object.fromEntries(Object.keys(raw).flatMap((key) => (read.has(key) ? [[key, read.get(key)]] : [])))
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
