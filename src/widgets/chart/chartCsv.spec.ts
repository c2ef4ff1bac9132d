import { expect, test } from 'vitest'
import { chartCsv } from './chartCsv.ts'

test('rows for a file: times in UTC, a gap is empty, a formula is guarded, a negative number is not', () => {
  const csv = chartCsv(
    'rooms',
    [0, 60_000],
    [
      { name: '=cmd()', values: [1, Number.NaN] },
      { name: 'say "hi", twice', values: [-2.5] },
    ],
  )
  expect(csv.slice(1)).toBe(
    [
      'time,"\'=cmd(): rooms","say ""hi"", twice: rooms"',
      '1970-01-01T00:00:00.000Z,1,-2.5',
      '1970-01-01T00:01:00.000Z,,',
      '',
    ].join('\r\n'),
  )
})
