/**
 * Which lines a chart leaves out after a name in its legend was clicked: that one is switched over; with `alone` all but
 * that one are left out, or none when it was alone already. Undefined when none is.
 */
export function hiddenAfter(
  hidden: readonly string[],
  keys: readonly string[],
  key: string,
  alone: boolean,
): string[] | undefined {
  const others = keys.filter((one) => one !== key)
  const wasAlone = !hidden.includes(key) && others.every((one) => hidden.includes(one))
  const next = alone
    ? wasAlone
      ? []
      : others
    : hidden.includes(key)
      ? hidden.filter((one) => one !== key)
      : [...hidden, key]
  return next.length === 0 ? undefined : next
}
