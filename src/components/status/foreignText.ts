/** Longest text shown in a line of its own; the whole stands in its title. */
export const MOST_SHOWN = 256

// Control, bidirectional and invisible format characters (Unicode Cc, Cf, Zl, Zp): they change how text around them
// reads, or hide in it.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const codePoint = (char: string): string =>
  `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/** A stranger's text with every character that cannot be seen spelled out, cut at 256 characters. */
export function foreignText(text: string): string {
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
  return shown.replaceAll(HIDDEN, codePoint)
}

const HIDDEN_IN_BLOCK = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** The same for text of several lines: whole, line feeds and tabs as they are. */
export const foreignBlock = (text: string): string => text.replaceAll(HIDDEN_IN_BLOCK, codePoint)
