/** About so many characters are parsed at a time: some hundreds of rows, a few milliseconds. */
const PIECE = 512 * 1024
/** Places that look like the end of a row and are none, until the rest is parsed as a whole. */
const MOST_MISSES = 4
/** After a look in vain so many times as much text is waited for. */
const MORE = 1.5

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
 * @param texts the text in order, cut anywhere.
 * @param length least length of a piece, in characters.
 * @throws SyntaxError
 */
export function* listPieces(texts: Iterable<string>, length: number = PIECE): Generator<unknown> {
  /** What has come and was not given. */
  let held = ''
  /** What ends one row and begins the next; null when there is nothing to cut, undefined before that is known. */
  let border: string | null | undefined
  let opening = ''
  let misses = 0
  /** Where the next end of a piece is looked for. */
  let look = length
  /** Not before so much has come: each look puts the text together, which with every chunk would cost its square. */
  let enough = length
  for (const text of texts) {
    held += text
    if (held.length <= enough) continue
    if (border === undefined) {
      const beginning = BEGINNING.exec(held)
      border = beginning && `},${beginning[1] ?? ''}`
      if (border === null) continue
      opening = '['
      held = held.slice(held.indexOf('[') + 1)
    }
    let from = 0
    while (border !== null) {
      const at: number = held.indexOf(border, look)
      if (at === -1) {
        look = Math.max(look, held.length - border.length)
        break
      }
      const piece = tryParse(`[${held.slice(from, at + 1)}]`)
      if (piece === undefined) {
        misses += 1
        look = at + 1
        if (misses === MOST_MISSES) border = null
        continue
      }
      yield piece
      misses = 0
      from = at + 2
      look = from + length
    }
    held = held.slice(from)
    look -= from
    enough = from > 0 ? length : held.length * MORE
  }
  yield JSON.parse(opening + held)
}
