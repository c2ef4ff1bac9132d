import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { configPreview, configView } from './roomConfig.ts'

describe('for reading', () => {
  test.each<[title: string, config: string, text: string]>([
    ['an object', '{"a":1,"b":[true,null]}', '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ]\n}'],
    ['blanks that are there already', ' { "a" :\n 1 } ', '{\n  "a": 1\n}'],
    ['nothing inside', '{"a":{},"b":[ ]}', '{\n  "a": {},\n  "b": []\n}'],
    ['a number beyond 2^53 stays the one it is', '{"id":76561198000000001}', '{\n  "id": 76561198000000001\n}'],
    ['a key that is there twice stays twice', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
    ['signs inside of strings', '{"a,b":"{[:\\"]}"}', '{\n  "a,b": "{[:\\"]}"\n}'],
    ['escapes are not undone', '["\\u202e\\/"]', '[\n  "\\u202e\\/"\n]'],
    ['odd keys', '{"__proto__":{"x":1}}', '{\n  "__proto__": {\n    "x": 1\n  }\n}'],
    ['a value alone', '-1.50e3', '-1.50e3'],
  ])('JSON: %s', (_title, config, text) => {
    expect(configView(config)).toEqual({ json: true, text })
  })

  test.each(['', 'ranked on harbor', '{"a":1', "{'a':1}", '{"a":1} x', '<b>hi</b>', 'NaN'])('text: %s', (config) => {
    expect(configView(config)).toEqual({ json: false, text: config })
  })

  test('whatever JSON says, it says the same over lines', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 3), (value, space) => {
        const { json, text } = configView(JSON.stringify(value, null, space))
        expect(json).toBe(true)
        expect(text).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  test('thousands of brackets are no megabytes', () => {
    const { json, text } = configView(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(json).toBe(true)
    expect(text.length).toBeLessThan(600_000)
  })
})

test.each<[title: string, config: string, needle: string, preview: string]>([
  ['a short one whole', '{"a":1}', '', '{"a":1}'],
  ['the beginning', 'x'.repeat(70), '', `${'x'.repeat(60)}…`],
  ['the beginning where the text stands there', `find${'x'.repeat(70)}`, 'FIND', `find${'x'.repeat(56)}…`],
  [
    'the place of the text',
    `${'a'.repeat(100)}Find${'b'.repeat(100)}`,
    'find',
    `…${'a'.repeat(20)}Find${'b'.repeat(36)}…`,
  ],
  ['the end', `${'a'.repeat(100)}Find`, 'find', `…${'a'.repeat(20)}Find`],
  ['a text that is not there', 'abc', 'z'.repeat(90), 'abc'],
  ['half a character is none', `${'x'.repeat(59)}🎮`, '', `${'x'.repeat(59)}\ufffd…`],
])('a preview: %s', (_title, config, needle, preview) => {
  expect(configPreview(config, needle)).toBe(preview)
})
