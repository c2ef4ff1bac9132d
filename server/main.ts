import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OptionError } from '../simulator/options.ts'
import { parseServerFlags, readFlags } from './flags.ts'
import { helpText } from './flagTable.ts'
import { StartError } from './problem.ts'
import { runServer } from './run.ts'
import { readSimulatorOptions } from './simulatorFlags.ts'
import { createTokenSource } from './token.ts'

const warn = (line: string) => console.error(`roomdeck: ${line}`)

async function start(prepare: () => Promise<void>): Promise<void> {
  const raw = readFlags(process.argv.slice(2), process.env)
  if (raw.help) {
    console.log(helpText())
    return
  }
  const flags = parseServerFlags(raw)
  const simulator = flags.upstream ? null : readSimulatorOptions(raw, flags.app)
  const token = createTokenSource(process.env, warn)
  // Built only now: a mistyped flag is said at once.
  if (!flags.dev && flags.dist === null) await prepare()
  await runServer({
    flags,
    simulator,
    token,
    root: join(fileURLToPath(import.meta.url), '../..'),
    via: `roomdeck-${randomBytes(8).toString('hex')}`,
    log: warn,
    ready: (url) => console.log(`Roomdeck ready at ${url}`),
  })
}

/**
 * The whole command: flags and environment in, a listening server out. A mistake of the operator is one line on
 * stderr and exit code 2.
 * @param steps.prepare builds the app where that is called for.
 */
export async function main({ prepare }: { prepare: () => Promise<void> }): Promise<void> {
  try {
    await start(prepare)
  } catch (error) {
    if (!(error instanceof StartError) && !(error instanceof OptionError)) throw error
    warn(error.message)
    process.exit(2)
  }
}
