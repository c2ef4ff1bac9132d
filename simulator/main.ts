import { parseFlags, SIMULATOR_HELP, type SimulatorFlags } from './flags.ts'
import { listenSimulator } from './listen.ts'
import { OptionError } from './optionError.ts'

/** One clear line and exit code 2: nothing that was asked for can be served. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

function readFlags(): SimulatorFlags {
  try {
    return parseFlags(process.argv.slice(2), process.env)
  } catch (error) {
    if (error instanceof OptionError) return refuse(error.message)
    throw error
  }
}

async function main(): Promise<void> {
  const { help, host, port, options } = readFlags()
  if (help) {
    process.stdout.write(`${SIMULATOR_HELP}\n`)
    return
  }
  const listening = await listenSimulator(options, () => Date.now(), port, host).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') return refuse(`port ${port} on ${host} is taken; choose another with --port`)
      if (error.code === 'EACCES') return refuse(`port ${port} on ${host} may not be used; choose another with --port`)
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return refuse(`no such address here: ${host}`)
      throw error
    },
  )
  process.stdout.write(
    `Roomdeck simulator ready at http://${host.includes(':') ? `[${host}]` : host}:${listening.port}\n`,
  )
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void listening.close().then(() => process.exit(0)))
  }
}

await main()
