import { expect, test } from 'vitest'
import { heard } from './useDraft.ts'

const typed = { text: 'abc', seen: '', sent: ['a', 'ab', 'abc'] }

test('the address comes after the keys: what was typed since stays', () => {
  const first = heard(typed, 'a')
  expect(first).toEqual({ text: 'abc', seen: 'a', sent: ['ab', 'abc'] })
  // One that was overtaken is left out.
  expect(heard(first, 'abc')).toEqual({ text: 'abc', seen: 'abc', sent: [] })
})

test('what the box did not send is news', () => {
  expect(heard(typed, 'x')).toEqual({ text: 'x', seen: 'x', sent: [] })
  expect(heard({ text: 'abc', seen: 'abc', sent: [] }, '')).toEqual({ text: '', seen: '', sent: [] })
})
