/** Values by what they have in common, in the order they came. */
export function grouped<T>(values: readonly T[], by: (value: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const value of values) {
    const list = found.get(by(value))
    if (list) list.push(value)
    else found.set(by(value), [value])
  }
  return found
}
