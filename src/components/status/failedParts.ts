/** What has to be done to ask for scripts that did not come once more. */
const waiting = new Set<() => void>()

export const failedParts = {
  add: (again: () => void): void => void waiting.add(again),
  /** All of them may be asked for again. */
  forget: (): void => {
    for (const again of waiting) again()
    waiting.clear()
  },
}
