import { OptionError } from './optionError.ts'

export { OptionError } from './optionError.ts'
export { parseFault } from './faults.ts'

export interface SimulatorOptions {
  /** Processes kept running, ± 10 %. */
  processes: number
  seed: number
  /** World seconds per real second. */
  speed: number
  /** `NAME[=ARG]`, as on the command line. */
  faults: string[]
  story: string | null
  counters: 'heartbeat' | 'on-change'
  app: string
}

export const DEFAULT_SIMULATOR_OPTIONS: SimulatorOptions = {
  processes: 240,
  seed: 1,
  speed: 1,
  faults: [],
  story: null,
  counters: 'heartbeat',
  app: 'app-demo',
}

/** Reads a number of a flag. Throws OptionError with what was given and what is allowed. */
export function parseNumber(flag: string, text: string, least: number, most: number, whole = true): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value) && value >= least && value <= most && (!whole || Number.isInteger(value))) return value
  const kind = whole ? 'a whole number' : 'a number'
  throw new OptionError(`${flag} takes ${kind} from ${least} to ${most}, not "${text}"`)
}

export const parseProcesses = (text: string): number => parseNumber('--processes', text, 1, 50_000)
export const parseSeed = (text: string): number => parseNumber('--seed', text, 0, Number.MAX_SAFE_INTEGER)
/** 0 stops the world's clock, for still pictures. */
export const parseSpeed = (text: string): number => parseNumber('--speed', text, 0, 3600, false)

export function parseCounters(text: string): SimulatorOptions['counters'] {
  if (text === 'heartbeat' || text === 'on-change') return text
  throw new OptionError(`--counters is heartbeat or on-change, not "${text}"`)
}
