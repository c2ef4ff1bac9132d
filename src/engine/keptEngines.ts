const MOST_DOUBTS = 6

interface Kept<Engine> {
  engine: Engine
  /** Monotonic ms. */
  heardAt: number
  /** How often it was looked at since it had not been heard of for too long. */
  doubts: number
}

/** Engines by what they are asked for, each for as long as some page asks. */
export interface KeptEngines<Config, Engine> {
  /** The one for this, made when there is none; somebody asks for it. */
  of(config: Config): Engine
  /**
   * Lets go of those that nobody has asked for in so long. To be called every minute: who is silent at six calls is let
   * go, since after a sleep of the computer all are silent until their pages have run, hidden ones for four minutes.
   */
  letGo(): void
}

/**
 * @param silentMs who has not been heard of for so long is not asked for any more.
 * @param drop is given what is let go.
 */
export function createKeptEngines<Config, Engine>({
  make,
  drop,
  mono,
  silentMs,
}: {
  make: (config: Config) => Engine
  drop: (engine: Engine) => void
  mono: () => number
  silentMs: number
}): KeptEngines<Config, Engine> {
  const all = new Map<string, Kept<Engine>>()
  return {
    of: (config) => {
      const key = JSON.stringify(config)
      const kept = all.get(key) ?? { engine: make(config), heardAt: 0, doubts: 0 }
      all.set(key, kept)
      kept.heardAt = mono()
      kept.doubts = 0
      return kept.engine
    },
    letGo: () => {
      for (const [key, kept] of all) {
        if (mono() - kept.heardAt <= silentMs) continue
        kept.doubts += 1
        if (kept.doubts < MOST_DOUBTS) continue
        all.delete(key)
        drop(kept.engine)
      }
    },
  }
}
