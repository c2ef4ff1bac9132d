import { expect, test } from 'vitest'
import { explain } from '../api/apiError.ts'
import { readParts } from './readParts.ts'
import { rows } from './testFeed.ts'

const answerOf = (n: number) => ({
  pieces: () => [rows(n)],
  feedTime: 1,
  bytes: 1,
  durationMs: 1,
})

test('an answer over the limit of rows is refused, with the limit and the flag that raises it', async () => {
  const read = (n: number) => readParts([{ region: null, answer: answerOf(n) }], { maxRows: 3 })
  expect((await read(3)).processes).toHaveLength(3)
  const error: unknown = await read(4).catch((caught: unknown) => caught)
  expect(explain(error as Parameters<typeof explain>[0])).toEqual({
    words: 'the answer is over the limit of 3 rows',
    advice: 'raise --max-rows, or ask region by region with --regions',
  })
})
