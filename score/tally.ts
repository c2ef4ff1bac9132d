/** How often something held of how many times it could. */
export interface Share {
  held: number
  of: number
}

/** What one day, or many, came to: shares by what they are of, and samples of what a median is told of. */
export interface Tally<Shares extends string, Samples extends string> {
  shares: Record<Shares, Share>
  samples: Record<Samples, number[]>
}

const emptied = <Name extends string, Value>(names: readonly Name[], value: () => Value): Record<Name, Value> =>
  Object.fromEntries(names.map((name) => [name, value()])) as Record<Name, Value>

export const newTally = <Shares extends string, Samples extends string>(
  shares: readonly Shares[],
  samples: readonly Samples[],
): Tally<Shares, Samples> => ({
  shares: emptied(shares, () => ({ held: 0, of: 0 })),
  samples: emptied(samples, () => []),
})

export function count(share: Share, held: boolean): void {
  share.of += 1
  if (held) share.held += 1
}

/** Several of one kind as one. */
export function sumTallies<Shares extends string, Samples extends string>(
  tallies: readonly Tally<Shares, Samples>[],
): Tally<Shares, Samples> {
  const [first] = tallies
  if (first === undefined) throw new Error('nothing was played')
  const sum = newTally(Object.keys(first.shares) as Shares[], Object.keys(first.samples) as Samples[])
  for (const { shares, samples } of tallies) {
    for (const [name, { held, of }] of Object.entries<Share>(shares)) {
      sum.shares[name as Shares].held += held
      sum.shares[name as Shares].of += of
    }
    for (const [name, values] of Object.entries<number[]>(samples)) sum.samples[name as Samples].push(...values)
  }
  return sum
}
