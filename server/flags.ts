import { MAX_ROWS } from '../src/types/limits.ts'
import { envTwin, FLAGS } from './flagTable.ts'
import { isLoopback } from './hosts.ts'
import { StartError } from './problem.ts'
import { parseUpstreamUrl } from './upstreamAddress.ts'

export interface ServerFlags {
  port: number
  host: string
  /** Null: a simulator is embedded. */
  upstream: URL | null
  app: string
  regions: string[]
  intervalMs: number
  timeoutMs: number
  maxBytes: number
  maxRows: number
  /** Null: `dist/app` of this project. */
  dist: string | null
  dev: boolean
}

/** Values as given, by flag; `key` is the name under which each was given, for errors. */
export interface RawFlags {
  values: ReadonlyMap<string, { key: string; texts: readonly string[] }>
  help: boolean
}

type Values = Map<string, { key: string; texts: string[] }>

function readArguments(argv: readonly string[], values: Values): boolean {
  let help = false
  for (let index = 0; index < argv.length; index += 1) {
    const [head = '', ...tail] = (argv[index] ?? '').split('=')
    const spec = FLAGS.find(({ name }) => head === `--${name}`)
    if (head === '--help' || head === '-h') help = true
    // Only the flag's own name is repeated: what follows "=" may be a secret put in the wrong place.
    else if (!head.startsWith('-')) throw new StartError('a value stands alone; flags begin with "--" (see --help)')
    else if (!spec) throw new StartError(`unknown flag ${head} (see --help)`)
    else {
      const inline = tail.length > 0 ? tail.join('=') : undefined
      const text = spec.value === null ? (inline ?? 'true') : (inline ?? argv[++index])
      if (text === undefined || (inline === undefined && text.startsWith('--'))) {
        throw new StartError(`${head}: a value is missing`)
      }
      const before = values.get(spec.name)
      if (before && !spec.repeatable) throw new StartError(`${head} is given twice`)
      values.set(spec.name, { key: head, texts: [...(before?.texts ?? []), text] })
    }
  }
  return help
}

/**
 * Collects flags and their environment twins; a flag wins over its twin. An empty twin counts as not set.
 * @throws StartError for what is not a flag.
 */
export function readFlags(argv: readonly string[], env: NodeJS.ProcessEnv): RawFlags {
  const values: Values = new Map()
  const help = readArguments(argv, values)
  for (const { name, repeatable } of FLAGS) {
    const key = envTwin(name)
    const text = env[key]
    if (text && !values.has(name)) values.set(name, { key, texts: repeatable ? text.split(',') : [text] })
  }
  return { values, help }
}

type Read<T> = (text: string, key: string) => T

const wholeNumber =
  (least: number, most: number): Read<number> =>
  (text, key) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new StartError(`${key}: expected a whole number from ${least} to ${most}`)
  }

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** Gives milliseconds. Bounds keep zero and what overflows a timer (2³¹ ms) out. */
const duration =
  (least: number, most: number): Read<number> =>
  (text, key) => {
    const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)$/.exec(text)
    const value = match ? Math.round(Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN)) : Number.NaN
    if (value >= least && value <= most) return value
    throw new StartError(`${key}: expected a time from ${least / 1000}s to ${most / 1000}s, such as 5s`)
  }

const MAX_NAME = 512

const name: Read<string> = (text, key) => {
  if (text.length > 0 && text.length <= MAX_NAME && text.isWellFormed()) return text
  throw new StartError(`${key}: expected 1 to ${MAX_NAME} characters`)
}

const loopbackHost: Read<string> = (text, key) => {
  const host = text.replace(/^\[|\]$/g, '')
  if (isLoopback(host)) return host
  throw new StartError(`${key}: only this machine (127.0.0.1, ::1, localhost) can be served; there are no log-ins yet`)
}

const yesOrNo: Read<boolean> = (text, key) => {
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new StartError(`${key}: expected true or false`)
}

const nameList: Read<string[]> = (text, key) => [...new Set(text.split(',').map((item) => name(item.trim(), key)))]

/** Turns the collected values into the server's settings. @throws StartError that names the key, not the value. */
export function parseServerFlags({ values }: RawFlags): ServerFlags {
  const one = <T>(flag: string, read: Read<T>, otherwise: T): T => {
    const given = values.get(flag)
    return given ? read(given.texts[0] ?? '', given.key) : otherwise
  }
  const flags: ServerFlags = {
    port: one('port', wholeNumber(0, 65_535), 4680),
    host: one('host', loopbackHost, '127.0.0.1'),
    upstream: one<URL | null>('upstream', parseUpstreamUrl, null),
    app: one('app', name, 'app-demo'),
    regions: one('regions', nameList, []),
    intervalMs: one('interval', duration(1000, 3_600_000), 5000),
    timeoutMs: one('timeout', duration(100, 300_000), 10_000),
    maxBytes: one('max-bytes', wholeNumber(1024, 2_147_483_647), 268_435_456),
    maxRows: one('max-rows', wholeNumber(1, 5_000_000), MAX_ROWS),
    dist: one<string | null>('dist', name, null),
    dev: one('dev', yesOrNo, false),
  }
  const idle = FLAGS.find((flag) => flag.simulator && values.has(flag.name))
  if (flags.upstream && idle) {
    throw new StartError(`${values.get(idle.name)?.key} is the simulator's; with --upstream there is none`)
  }
  return flags
}
