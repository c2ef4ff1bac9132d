import { spawnScript, type Spawned } from './spawn.ts'

export interface StartOptions {
  /** Folder of the built app; the project's own by default. */
  dist?: string
  /** A port that was free a moment ago, to come back where one was; any free one by default. */
  port?: number
  flags?: readonly string[]
  env?: Record<string, string>
}

export interface Roomdeck extends Spawned {
  /** Origin, without a slash at its end. */
  url: string
  port: number
  /** Sets the embedded simulator's faults, `NAME[=ARG]` each; an empty list ends them all. */
  setFaults(faults: readonly string[]): Promise<void>
  /** Begins a story of the embedded simulator. */
  tellStory(story: string): Promise<void>
}

/** Sets the faults of a simulator, embedded (by the dashboard's own address) or alone. */
export const setFaults = (url: string, faults: readonly string[]): Promise<void> => order(url, { faults })

async function order(url: string, what: { faults: readonly string[]; story?: string }): Promise<void> {
  const response = await fetch(`${url}/simulator/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(what),
  })
  if (!response.ok) throw new Error(`faults or story refused: ${response.status} ${await response.text()}`)
}

async function ready(spawned: Spawned, pattern: RegExp): Promise<Roomdeck> {
  try {
    const match = await spawned.line(pattern)
    const url = match[1] ?? ''
    return {
      ...spawned,
      url,
      port: Number(new URL(url).port),
      setFaults: (faults) => setFaults(url, faults),
      tellStory: (story) => order(url, { faults: [], story }),
    }
  } catch (error) {
    await spawned.stop()
    throw error
  }
}

/**
 * The dashboard's server as its own process on a free port, with the app as it was last built: the runner builds
 * once, before any test.
 */
export const startRoomdeck = ({
  flags = [],
  env = {},
  dist = 'dist/app',
  port = 0,
}: StartOptions = {}): Promise<Roomdeck> =>
  ready(
    spawnScript(['scripts/start.mjs', '--port', String(port), '--dist', dist, ...flags], env),
    /Roomdeck ready at (http:\S+)/,
  )

/** The simulator alone, as its own process on a free port. */
export const startSimulator = ({ flags = [], env = {}, port = 0 }: StartOptions = {}): Promise<Roomdeck> =>
  ready(spawnScript(['scripts/start.mjs', '--simulator-only', '--port', String(port), ...flags], env), /(http:\/\/\S+)/)
