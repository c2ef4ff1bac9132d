/** Writes numbers one way. Made when it is first used: a formatter takes milliseconds, a page has many. */
export function numberFormat(options: Intl.NumberFormatOptions): (value: number) => string {
  let made: Intl.NumberFormat | undefined
  return (value) => (made ??= new Intl.NumberFormat('en', options)).format(value)
}

/** `12,000` */
export const exactly = numberFormat({ maximumFractionDigits: 0 })
