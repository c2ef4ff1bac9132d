import { parseFault } from './faults.ts'
import { OptionError } from './optionError.ts'
import {
  DEFAULT_SIMULATOR_OPTIONS,
  parseCounters,
  parseNumber,
  parseProcesses,
  parseSeed,
  parseSpeed,
  type SimulatorOptions,
} from './options.ts'
import { parseStory, STORY_NAMES } from './stories.ts'

export interface SimulatorFlags {
  options: SimulatorOptions
  port: number
  host: string
  help: boolean
}

export const SIMULATOR_HELP = `npm run simulator -- FLAGS      (each has an environment twin: ROOMDECK_PORT and so on)

  --port N          port to listen on (4690)
  --host H          address to listen on (127.0.0.1)
  --processes N     processes kept running, ± 10 % (240, up to 50000)
  --seed N          the same seed is the same world (1)
  --speed X         world seconds per real second (1)
  --counters MODE   heartbeat or on-change (heartbeat)
  --app ID          the app that is served (app-demo)
  --fault NAME[=A]  a fault that is on from the start; may be given again
  --story NAME      ${STORY_NAMES.join(', ')}
  --help            this text

Faults and stories while it runs: GET and POST /simulator/faults.`

const NAMES = ['port', 'host', 'processes', 'seed', 'speed', 'counters', 'app', 'fault', 'story'] as const
type Name = (typeof NAMES)[number]

/** Environment first, so that a flag beats its twin; faults are separated by commas there. */
function fromEnvironment(env: Record<string, string | undefined>): Map<Name, string[]> {
  const given = new Map<Name, string[]>()
  for (const name of NAMES) {
    const text = env[`ROOMDECK_${name.toUpperCase()}`]
    if (!text) continue
    given.set(name, name === 'fault' ? text.split(',').map((part) => part.trim()) : [text])
  }
  return given
}

function fromArguments(args: readonly string[]): { given: Map<Name, string[]>; help: boolean } {
  const given = new Map<Name, string[]>()
  for (let i = 0; i < args.length; i += 1) {
    const argument = args[i] ?? ''
    if (argument === '--help' || argument === '-h') return { given, help: true }
    const [, flag = '', inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(argument) ?? []
    const name = NAMES.find((known) => known === flag)
    if (!name) throw new OptionError(`unknown flag ${argument}; known: ${NAMES.map((n) => `--${n}`).join(' ')} --help`)
    const value = inline ?? args[(i += 1)]
    if (value === undefined || value === '') throw new OptionError(`--${name} needs a value`)
    given.set(name, name === 'fault' ? [...(given.get(name) ?? []), value] : [value])
  }
  return { given, help: false }
}

/**
 * Reads the simulator's flags and their environment twins.
 * @throws OptionError in one line: what was given and what is allowed
 */
export function parseFlags(args: readonly string[], env: Record<string, string | undefined>): SimulatorFlags {
  const { given, help } = fromArguments(args)
  const all = new Map([...fromEnvironment(env), ...given])
  const read = <T>(name: Name, parse: (text: string) => T, fallback: T): T => {
    const text = all.get(name)?.at(-1)
    return text === undefined ? fallback : parse(text)
  }
  const usual = DEFAULT_SIMULATOR_OPTIONS
  const faults = all.get('fault') ?? []
  for (const fault of faults) parseFault(fault)
  return {
    help,
    port: read('port', (text) => parseNumber('--port', text, 0, 65_535), 4690),
    host: read('host', String, '127.0.0.1'),
    options: {
      processes: read('processes', parseProcesses, usual.processes),
      seed: read('seed', parseSeed, usual.seed),
      speed: read('speed', parseSpeed, usual.speed),
      counters: read('counters', parseCounters, usual.counters),
      app: read('app', String, usual.app),
      story: read<string | null>('story', parseStory, usual.story),
      faults,
    },
  }
}
