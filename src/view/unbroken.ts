/** Words in which lengths of time stay on one line: `5 h 43`, `12 min`. */
export const unbroken = (words: string): string =>
  words.replaceAll(/\d+ (?:s|min|h|d)\b(?: \d+(?: h)?)?/g, (length) => length.replaceAll(' ', '\u00a0'))
