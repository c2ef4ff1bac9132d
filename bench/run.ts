import { charts } from './measure/charts.ts'
import { mainThread } from './measure/mainThread.ts'
import { pipeline } from './measure/pipeline.ts'
import { refresh } from './measure/refresh.ts'
import type { PartResult, Run } from './types.ts'

const PARTS: Record<string, (run: Run) => Promise<PartResult>> = { refresh, charts, mainThread, pipeline }

const OPTIONS = ['--only', '--quick', '--long', '--sizes']

/** Runs the parts asked for and keeps what they found. Returns the exit code. */
export async function main(args: readonly string[], chromium: string): Promise<number> {
  const value = (flag: string): string | undefined => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)
  const quick = args.includes('--quick')
  const run: Run = {
    chromium,
    quick,
    long: args.includes('--long'),
    samples: quick ? 8 : 50,
    sizes: (value('--sizes') ?? '1000,10000,50000').split(',').map(Number),
    say: (line) => console.log(line),
  }
  void OPTIONS
  const only = value('--only')?.split(',') ?? Object.keys(PARTS)
  for (const name of only) {
    const result = await PARTS[name]?.(run)
    console.log(JSON.stringify(result).slice(0, 3000))
  }
  return 0
}
