import { expect, test } from 'vitest'
import type { RowReject } from '../types/parsed.ts'
import { groupRejects } from './report.ts'

const reject = (index: number, path: string, message: string, processId?: string): RowReject => ({
  index,
  issues: [{ path, message }],
  sample: `row ${index}`,
  ...(processId === undefined ? {} : { processId }),
})

test('rejects are grouped by path and message, commonest first; numbers and finds do not part them', () => {
  const groups = groupRejects([
    reject(0, 'region', 'expected string, found nothing', 'a'),
    reject(1, 'rooms[0].roomId', 'expected string, found 1', 'b'),
    reject(2, 'rooms[3].roomId', 'expected string, found null'),
  ])
  expect(groups).toEqual([
    {
      path: 'rooms[].roomId',
      message: 'expected string',
      found: 'found 1',
      count: 2,
      processIds: ['b'],
      sample: 'row 1',
    },
    {
      path: 'region',
      message: 'expected string',
      found: 'found nothing',
      count: 1,
      processIds: ['a'],
      sample: 'row 0',
    },
  ])
})

test('a thousand of one kind name twenty processes', () => {
  const [group] = groupRejects(
    Array.from({ length: 1000 }, (_, index) => reject(index, '', 'expected object', `p${index}`)),
  )
  expect([group?.count, group?.processIds.length]).toEqual([1000, 20])
})
