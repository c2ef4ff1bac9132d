import {
  DEFAULT_SIMULATOR_OPTIONS,
  parseCounters,
  parseFault,
  parseProcesses,
  parseSeed,
  parseSpeed,
  type SimulatorOptions,
} from '../simulator/options.ts'
import { parseStory } from '../simulator/stories.ts'
import type { RawFlags } from './flags.ts'

/**
 * The embedded simulator's options from the collected flags.
 * @throws OptionError for a value that the simulator does not take.
 */
export function readSimulatorOptions({ values }: RawFlags, app: string): SimulatorOptions {
  const textsOf = (flag: string): readonly string[] => values.get(flag)?.texts ?? []
  const one = <T>(flag: string, read: (text: string) => T, otherwise: T): T => {
    const [text] = textsOf(flag)
    return text === undefined ? otherwise : read(text)
  }
  const faults = [...textsOf('fault')]
  for (const fault of faults) parseFault(fault)
  const { processes, seed, speed, story, counters } = DEFAULT_SIMULATOR_OPTIONS
  return {
    processes: one('processes', parseProcesses, processes),
    seed: one('seed', parseSeed, seed),
    speed: one('speed', parseSpeed, speed),
    faults,
    story: one<string | null>('story', parseStory, story),
    counters: one('counters', parseCounters, counters),
    app,
  }
}
