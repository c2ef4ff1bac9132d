interface Kept<Engine> {
  engine: Engine
  /** Monotonic ms. */
  heardAt: number
  /** When it was last looked at, it had not been heard of for too long. */
  doubted: boolean
}

/** Engines by what they are asked for, each for as long as some page asks. */
export interface KeptEngines<Config, Engine> {
  /** The one for this, made when there is none; somebody asks for it. */
  of(config: Config): Engine
  /**
   * Lets go of those that nobody has asked for in so long. To be called now and then: who is silent at two calls is let
   * go, since after a sleep of the computer all are silent until their pages have run.
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
      const kept = all.get(key) ?? { engine: make(config), heardAt: 0, doubted: false }
      all.set(key, kept)
      kept.heardAt = mono()
      kept.doubted = false
      return kept.engine
    },
    letGo: () => {
      for (const [key, kept] of all) {
        if (mono() - kept.heardAt <= silentMs) continue
        if (kept.doubted) {
          all.delete(key)
          drop(kept.engine)
        } else kept.doubted = true
      }
    },
  }
}
