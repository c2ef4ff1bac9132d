import { expect, test } from 'vitest'
import { shownWaves } from './shownWaves.ts'

const waves = (n: number, open: number | null) =>
  Array.from({ length: n }, (_, key) => ({ key, burnDown: key === open ? 'drawn' : null }))

test.each<[title: string, n: number, open: number | null, shown: number[], more: number]>([
  ['few', 3, 0, [0, 1, 2], 0],
  ['as many as there is room for', 6, 5, [0, 1, 2, 3, 4, 5], 0],
  ['more', 8, 0, [0, 1, 2, 3, 4, 5], 2],
  ['none is open', 7, null, [0, 1, 2, 3, 4, 5], 1],
  ['the open one is always there', 9, 8, [0, 1, 2, 3, 4, 8], 3],
  ['the first that would be left out', 7, 6, [0, 1, 2, 3, 4, 6], 1],
])('%s', (_title, n, open, shown, more) => {
  const seen = shownWaves(waves(n, open))
  expect(seen.shown.map(({ key }) => key)).toEqual(shown)
  expect(seen.more).toBe(more)
})
