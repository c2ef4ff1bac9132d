import { expect, test } from 'vitest'
import { hiddenAfter } from './hiddenLines.ts'

const KEYS = ['a', 'b', 'c']

test.each<[title: string, hidden: string[], key: string, alone: boolean, after: string[] | undefined]>([
  ['off', [], 'b', false, ['b']],
  ['on', ['b'], 'b', false, undefined],
  ['another off', ['b'], 'c', false, ['b', 'c']],
  ['alone', [], 'b', true, ['a', 'c']],
  ['alone, and it was off', ['b'], 'b', true, ['a', 'c']],
  ['all again', ['a', 'c'], 'b', true, undefined],
  ['what is not drawn now stays off', ['z'], 'a', false, ['z', 'a']],
])('%s', (_title, hidden, key, alone, after) => {
  expect(hiddenAfter(hidden, KEYS, key, alone)).toEqual(after)
})
