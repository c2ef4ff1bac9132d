/** Words in which lengths of time and counts stay on one line: `5 h 43`, `12 min`, `3 rooms`. */
export const unbroken = (words: string): string =>
  words.replaceAll(/\d+ (?:(?:s|min|h|d)\b(?: \d+(?: h)?)?|rooms?\b|connections?\b|%|in 100\b)/g, (length) =>
    length.replaceAll(' ', '\u00a0'),
  )
