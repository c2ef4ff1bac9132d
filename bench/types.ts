export interface Samples {
  unit: string
  /** As they were taken, in order. */
  values: readonly number[]
}

/** What one part of the benchmark found. */
export interface PartResult {
  samples: Record<string, Samples>
  /** Facts that a reader needs: how a rival was driven, what was counted. */
  notes: Record<string, string>
}

export interface Run {
  /** Path of the Chromium. */
  chromium: string
  /** Samples of each figure. */
  samples: number
  sizes: readonly number[]
  quick: boolean
  long: boolean
  say: (line: string) => void
}
