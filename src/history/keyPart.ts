/** Between the parts of a key. Names are strangers' text and may hold it, so that it is escaped in them. */
export const BETWEEN = '\u0000'

/** A name as part of a key. */
export const keyPart = (name: string): string =>
  name.includes(BETWEEN) || name.includes('\\') ? name.replaceAll('\\', '\\\\').replaceAll(BETWEEN, '\\0') : name

/** The name that a part of a key stands for. */
export const nameOfPart = (part: string): string =>
  part.includes('\\') ? part.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === '0' ? BETWEEN : escaped)) : part
