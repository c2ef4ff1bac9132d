import { expect, test } from 'vitest'
import { sortsAfter } from './gridColumn.ts'

const up = (id: string) => ({ id, descending: false })
const down = (id: string) => ({ id, descending: true })

test.each<[title: string, before: string[], id: string, downFirst: boolean, further: boolean, after: string[]]>([
  ['a name begins at its least', [], 'a', false, false, ['a']],
  ['a figure at its most', [], 'n', true, false, ['-n']],
  ['again: the other way', ['-n'], 'n', true, false, ['n']],
  ['another takes the place of all', ['-n', 'a'], 'b', false, false, ['b']],
  ['one more', ['-n'], 'a', false, true, ['-n', 'a']],
  ['turned round where it stands', ['-n', 'a', 'b'], 'a', false, true, ['-n', '-a', 'b']],
])('%s', (_title, before, id, downFirst, further, after) => {
  const read = (text: string) => (text.startsWith('-') ? down(text.slice(1)) : up(text))
  expect(sortsAfter(before.map(read), id, downFirst, further)).toEqual(after.map(read))
})
