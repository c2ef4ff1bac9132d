import { expect, test } from 'vitest'
import { foreignBlock, foreignText } from './foreignText.ts'

test.each([
  ['plain text stays', 'process-1', 'process-1'],
  ['other scripts and emoji stay', 'プロセス 🎮', 'プロセス 🎮'],
  ['a right-to-left override is spelled out', 'a\u202Egnp.exe', 'a[U+202E]gnp.exe'],
  ['an isolate', '\u2066x\u2069', '[U+2066]x[U+2069]'],
  ['zero width', 'a\u200Bb', 'a[U+200B]b'],
  ['a NUL', 'a\u0000b', 'a[U+0000]b'],
  ['an escape', '\u001B[31m', '[U+001B][31m'],
  ['a new line', 'a\nb', 'a[U+000A]b'],
  ['256 characters at most', 'x'.repeat(300), `${'x'.repeat(256)}…`],
])('%s', (_title, text, shown) => {
  expect(foreignText(text)).toBe(shown)
})

test('a block keeps its lines and its length', () => {
  expect(foreignBlock(`a\n\tb\u202E${'x'.repeat(300)}`)).toBe(`a\n\tb[U+202E]${'x'.repeat(300)}`)
})
