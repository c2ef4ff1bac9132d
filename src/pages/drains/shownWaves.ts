const MOST = 6

/** The waves there is room for, and how many more there are; the one that is open is never left out. */
export function shownWaves<Wave extends { burnDown: unknown }>(
  waves: readonly Wave[],
): { shown: readonly Wave[]; more: number } {
  const more = Math.max(0, waves.length - MOST)
  const open = waves.slice(MOST).filter(({ burnDown }) => burnDown !== null)
  return { shown: [...waves.slice(0, MOST - open.length), ...open], more }
}
