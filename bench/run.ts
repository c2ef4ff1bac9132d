import { charts } from './measure/charts.ts'
import { firstPicture } from './measure/firstPicture.ts'
import { mainThread } from './measure/mainThread.ts'
import { memory } from './measure/memory.ts'
import { pipeline } from './measure/pipeline.ts'
import { refresh } from './measure/refresh.ts'
import { scroll } from './measure/scroll.ts'
import { search } from './measure/search.ts'
import { simulator } from './measure/simulator.ts'
import { chromiumVersion, closeStages } from './measure/stage.ts'
import { tableText, writePage } from './report.ts'
import { loadNow, machineNow, readResults, writeResults, type Machine } from './results.ts'
import type { PartResult, Run } from './types.ts'

const PARTS = { refresh, mainThread, scroll, charts, pipeline, search, firstPicture, memory, simulator } as const
type PartName = keyof typeof PARTS
const NAMES = Object.keys(PARTS) as PartName[]
const SIZES = [1000, 10_000, 50_000]
const SAMPLES = { quick: 8, usual: 50 }
/** A part that takes longer than this hangs. */
const PART_MS = { usual: 25 * 60_000, long: 120 * 60_000 }

const HELP = `npm run bench -- [flags]
  --only A,B     these parts: ${NAMES.join(', ')}
  --sizes A,B    rows (${SIZES.join(',')})
  --quick        fewer samples, for trying out; the results say so
  --long         memory over 2,000 polls instead of 200; main thread after an hour instead of five minutes
  --report       no measuring: the table of the results that are there`

const isPart = (name: string): name is PartName => name in PARTS

/** Reads the flags; words for what is wrong with them. */
function readArguments(args: readonly string[]): { names: PartName[]; sizes: number[]; flags: Set<string> } | string {
  const flags = new Set<string>()
  let names = NAMES
  let sizes = SIZES
  for (let at = 0; at < args.length; at += 1) {
    const flag = args[at] ?? ''
    if (flag === '--only' || flag === '--sizes') {
      const items = (args[(at += 1)] ?? '').split(',')
      const unknown = items.find((item) => (flag === '--only' ? !isPart(item) : !/^[1-9]\d{1,5}$/.test(item)))
      if (unknown !== undefined)
        return `${flag}: ${unknown === '' ? 'a value is missing' : `no such thing as ${unknown}`}`
      if (flag === '--only') names = items.filter(isPart)
      else sizes = items.map(Number)
    } else if (['--quick', '--long', '--report', '--help'].includes(flag)) flags.add(flag)
    else return `unknown flag ${flag}`
  }
  return { names, sizes, flags }
}

const withinTime = async (part: Promise<PartResult>, ms: number): Promise<PartResult> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it took more than ${ms / 60_000} minutes`)), ms)
  })
  try {
    return await Promise.race([part, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs one part and keeps what it found beside what the others did. False when it broke. */
async function runPart(name: PartName, run: Run, machine: Machine): Promise<boolean> {
  const began = Date.now()
  const before = loadNow()
  try {
    const found = await withinTime(PARTS[name](run), run.long ? PART_MS.long : PART_MS.usual)
    const results = readResults()
    const { quick, long } = run
    const at = new Date(began).toISOString()
    const seconds = Math.round((Date.now() - began) / 1000)
    results.parts[name] = { at, machine, load: [before, loadNow()], quick, long, seconds, ...found }
    writeResults(results)
    return true
  } catch (error) {
    run.say(`${name} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    await closeStages()
    return false
  }
}

/** Runs the parts asked for, one after the other, prints the table and writes it down. Returns the exit code. */
export async function main(args: readonly string[], chromium: string): Promise<number> {
  const say = (line: string): void => console.log(line)
  const read = readArguments(args)
  if (typeof read === 'string' || read.flags.has('--help')) {
    say(typeof read === 'string' ? `${read}\n${HELP}` : HELP)
    return typeof read === 'string' ? 2 : 0
  }
  const { names, sizes, flags } = read
  const quick = flags.has('--quick')
  const samples = quick ? SAMPLES.quick : SAMPLES.usual
  const run: Run = { chromium, quick, long: flags.has('--long'), samples, sizes, say }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void closeStages().finally(() => process.exit(130)))
  }
  let broken = 0
  if (!flags.has('--report')) {
    const machine = machineNow(await chromiumVersion(chromium))
    for (const name of names) {
      say(`— ${name}`)
      if (!(await runPart(name, run, machine))) broken += 1
    }
  }
  const results = readResults()
  writePage(results)
  say(tableText(results))
  if (broken > 0) say(`${broken} parts broke`)
  return broken > 0 ? 1 : 0
}
