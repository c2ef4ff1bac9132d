/** Writes numbers one way. Made when it is first used: a formatter takes milliseconds, a page has many. */
export function numberFormat(options: Intl.NumberFormatOptions): (value: number) => string {
  let made: Intl.NumberFormat | undefined
  return (value) => (made ??= new Intl.NumberFormat('en', options)).format(value)
}

const inThousands = numberFormat({ maximumFractionDigits: 0 })

/** `12,000`. Those that have no thousands, most by far, need no formatter. */
export const exactly = (value: number): string =>
  Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : inThousands(value)
