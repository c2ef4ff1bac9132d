import { isUtf8 } from 'node:buffer'

export type ScanFault = 'too-deep' | 'bad-encoding' | 'not-json' | 'cut'

export interface JsonScan {
  /** Takes the next bytes. Returns what is wrong with them, or null. */
  push(chunk: Buffer): ScanFault | null
  /** What is wrong now that the text is complete, or null. */
  end(): ScanFault | null
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]
const MAX_CHARACTER_BYTES = 4

/** How many bytes at the end belong to a character whose rest has not come yet. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back < MAX_CHARACTER_BYTES && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

/**
 * Watches JSON text go by without building anything from it: nesting over `maxDepth` (`JSON.parse` takes a million
 * levels and breaks what comes after it), bytes that are not UTF-8, text that ends inside a value. It is no parser:
 * text that passes may still not be JSON.
 */
export function createJsonScan(maxDepth: number): JsonScan {
  let depth = 0
  let inString = false
  let escaped = false
  let empty = true
  let rest: Buffer = Buffer.alloc(0)

  const scanDepth = (chunk: Buffer): boolean => {
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index]
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inString = false
      } else if (byte === QUOTE) inString = true
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        depth += 1
        if (depth > maxDepth) return false
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1
    }
    return true
  }

  return {
    push(chunk) {
      if (chunk.length === 0) return null
      empty = false
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const held = unfinishedBytes(bytes)
      if (!isUtf8(bytes.subarray(0, bytes.length - held))) return 'bad-encoding'
      rest = Buffer.from(bytes.subarray(bytes.length - held))
      return scanDepth(chunk) ? null : 'too-deep'
    },
    end() {
      if (empty) return 'not-json'
      if (rest.length > 0) return 'bad-encoding'
      return depth > 0 || inString ? 'cut' : null
    },
  }
}
