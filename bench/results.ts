import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type as system } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '../tests/support/spawn.ts'
import type { PartResult } from './types.ts'

const FILE = join(ROOT, 'bench/results/latest.json')
const FORMAT = 1

export interface Machine {
  cpu: string
  cores: number
  memoryGb: number
  system: string
  node: string
  chromium: string
}

/** One part as it was last run: parts of unlike runs stand side by side, figures never mix them. */
export interface PartRun extends PartResult {
  /** ISO date. */
  at: string
  machine: Machine
  /** Programs that wanted a core when the part began and ended, by the system's one-minute average. */
  load: readonly [before: number, after: number]
  /** Fewer samples than the method asks for. */
  quick: boolean
  /** Memory over 2,000 polls. */
  long: boolean
  seconds: number
}

export interface Results {
  format: typeof FORMAT
  parts: Record<string, PartRun>
}

export const machineNow = (chromium: string): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${system()} ${release()}`,
  node: process.version,
  chromium,
})

export const loadNow = (): number => Math.round((loadavg()[0] ?? Number.NaN) * 10) / 10

/** What was kept so far; nothing where the file is of another format. */
export function readResults(): Results {
  const empty: Results = { format: FORMAT, parts: {} }
  if (!existsSync(FILE)) return empty
  const read = JSON.parse(readFileSync(FILE, 'utf8')) as Results
  return read.format === FORMAT ? read : empty
}

/** Numbers in a table of samples need no more than this. */
const short = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 100) / 100 : value

/** Samples stand in one line each, so that two runs compare line by line. */
export function writeResults(results: Results): void {
  mkdirSync(dirname(FILE), { recursive: true })
  const text = JSON.stringify(results, short, 2)
  const flat = text.replace(
    /\[\s+([-\d.,\seE+null]*?)\s+\]/g,
    (_all, inner: string) => `[${inner.replace(/\s+/g, ' ')}]`,
  )
  writeFileSync(FILE, `${flat}\n`)
}
