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

async function main(): Promise<void> {
  const raw = readFlags(process.argv.slice(2), process.env)
  if (raw.help) {
    console.log(helpText())
    return
  }
  const flags = parseServerFlags(raw)
  await runServer({
    flags,
    simulator: flags.upstream ? null : readSimulatorOptions(raw, flags.app),
    token: createTokenSource(process.env, warn),
    root: join(fileURLToPath(import.meta.url), '../..'),
    via: `roomdeck-${randomBytes(8).toString('hex')}`,
    log: warn,
    ready: (url) => console.log(`Roomdeck ready at ${url}`),
  })
}

main().catch((error: unknown) => {
  if (!(error instanceof StartError) && !(error instanceof OptionError)) throw error
  warn(error.message)
  process.exitCode = 2
})
