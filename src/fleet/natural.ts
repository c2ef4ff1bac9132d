let collator: Intl.Collator | undefined

/** Natural order for labels such as deployment IDs: 9 before 10, dep-9 before dep-10. */
export function compareNatural(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
