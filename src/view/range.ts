import { duration } from '../fleet/words.ts'

/** Windows of time that end now. */
export const RANGES = {
  '15m': { label: '15 min', ms: 15 * 60_000 },
  '1h': { label: '1 h', ms: 3_600_000 },
  '6h': { label: '6 h', ms: 6 * 3_600_000 },
  '24h': { label: '24 h', ms: 24 * 3_600_000 },
  '48h': { label: '48 h', ms: 48 * 3_600_000 },
} as const
export type RangeKey = keyof typeof RANGES

/** What a wall screen shows; the address may say it, the choices don't. */
const WALL = { '3h': { label: '3 h', ms: 3 * 3_600_000 } } as const

export const FIRST_RANGE: RangeKey = '1h'

const LEAST_MS = 10_000
const DAY = 86_400_000
/** No tier of the history reaches further. */
const MOST_MS = 15 * DAY

/** The window of time that is looked at. */
export interface ChosenRange {
  /** null: it has two ends of its own. */
  key: RangeKey | keyof typeof WALL | null
  ms: number
  /** Its end, epoch ms; undefined: now. */
  endAt?: number
  /** Its length in words. */
  label: string
}

const isKey = (text: string): text is RangeKey => Object.hasOwn(RANGES, text)

/** `20261124T030000Z` ↔ epoch ms, to the second: no character of it has to be escaped in an address. */
const writeTime = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')

function readTime(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // 30 February reads as March somewhere.
  return Number.isNaN(at) || writeTime(at) !== text ? Number.NaN : at
}

/** Two ends of a window, epoch ms, as they stand in an address; parts of a second are given up outwards. */
export const writeRange = (from: number, to: number): string =>
  `${writeTime(Math.floor(from / 1000) * 1000)}-${writeTime(Math.ceil(to / 1000) * 1000)}`

/** `1h`, or `20261124T030000Z-20261124T033000Z` (ISO 8601, UTC); null when it is neither or nothing can be shown of it. */
export function readRange(text: string): ChosenRange | null {
  if (isKey(text)) return { key: text, ...RANGES[text] }
  if (text === '3h') return { key: text, ...WALL[text] }
  const [first = '', second = '', ...more] = text.split('-')
  const [from, endAt] = [readTime(first), readTime(second)]
  const ms = endAt - from
  if (more.length > 0 || !(ms >= LEAST_MS && ms <= MOST_MS)) return null
  return { key: null, ms, endAt, label: duration(ms) }
}

/** What is looked at when nothing else was chosen. */
export const firstRange: ChosenRange = { key: FIRST_RANGE, ...RANGES[FIRST_RANGE] }

/** What a question to the history says of its window. */
export const windowOf = ({ ms, endAt }: ChosenRange): { rangeMs: number; endAt?: number } => ({
  rangeMs: ms,
  ...(endAt !== undefined && { endAt }),
})
