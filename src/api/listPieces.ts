/** About so many characters are parsed at a time: some hundreds of rows, a few milliseconds. */
const PIECE = 512 * 1024
/** Places that look like the end of a row and are none, until the rest is parsed as a whole. */
const MOST_MISSES = 4

/** How each row begins, when it is an object that begins as the first one does: `{"processId":`. */
const BEGINNING = /^\s*\[(\{"(?:[^"\\]|\\.){1,64}":)/

/** The value, or undefined when the text is no JSON. */
function tryParse(text: string): unknown[] | undefined {
  try {
    return JSON.parse(text) as unknown[]
  } catch {
    return undefined
  }
}

/**
 * A JSON text piece by piece, so that no more than a piece is held at a time and others have their turn in between: a
 * list as lists of some of its rows, in order, anything else as it is. A cut is made where a row seems to begin, and
 * holds only if what stands before it is a whole list of rows by itself; so that pieces are what parsing the whole
 * would give, and a text that is no JSON throws at its end at the latest.
 * @param length least length of a piece, in characters.
 * @throws SyntaxError
 */
export function* listPieces(text: string, length: number = PIECE): Generator<unknown> {
  const beginning = BEGINNING.exec(text)
  if (beginning === null || text.length <= length) {
    yield JSON.parse(text)
    return
  }
  const border = `},${beginning[1] ?? ''}`
  let from = text.indexOf('[') + 1
  let misses = 0
  for (let at = text.indexOf(border, from + length); at !== -1 && misses < MOST_MISSES;) {
    const piece = tryParse(`[${text.slice(from, at + 1)}]`)
    if (piece === undefined) {
      misses += 1
      at = text.indexOf(border, at + 1)
      continue
    }
    yield piece
    misses = 0
    from = at + 2
    at = text.indexOf(border, from + length)
  }
  yield JSON.parse(`[${text.slice(from)}`)
}
