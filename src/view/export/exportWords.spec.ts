import { expect, test } from 'vitest'
import { doneWords, progressWords, scopeWords } from './exportWords.ts'
import { EXPORT_KINDS, exportFileName, isoTime } from './kinds.ts'
import type { ExportSums } from './sheets.ts'

const [PROCESSES_CSV, , ROOMS_CSV] = EXPORT_KINDS
const SUMS: ExportSums = { processes: 1240, rooms: 4012, unlisted: 0, ended: 0, roomsUnread: 0 }

test.each<[said: string, words: string]>([
  [
    scopeWords(1240, 10_003, [{ key: 'connections', descending: true }], false),
    '1,240 of 10,003 processes, sorted by connections, descending',
  ],
  [scopeWords(1, 1, [{ key: 'process', descending: false }], false), '1 of 1 process, sorted by process ID, ascending'],
  [
    scopeWords(
      3,
      90,
      [
        { key: 'region', descending: false },
        { key: 'up', descending: true },
      ],
      true,
    ),
    '3 selected of 90 processes, sorted by region, ascending, then time up, descending',
  ],
  [progressWords(PROCESSES_CSV, 3000, 10_003), 'Exporting processes: 3,000 of 10,003'],
  [progressWords(ROOMS_CSV, 3000, 10_003), 'Exporting rooms: those of 3,000 of 10,003 processes'],
  [progressWords(ROOMS_CSV, 0, null), 'Exporting rooms'],
  [doneWords(PROCESSES_CSV, SUMS, 'a.csv'), 'Exported 1,240 processes to a.csv'],
  [doneWords(ROOMS_CSV, SUMS, 'a.csv'), 'Exported 4,012 rooms of 1,240 processes to a.csv'],
  [
    doneWords(ROOMS_CSV, { ...SUMS, unlisted: 2, ended: 3, roomsUnread: 1 }, 'a.csv'),
    'Exported 4,012 rooms of 1,240 processes to a.csv. Left out: 2 processes no longer listed; ' +
      'the rooms of 3 processes that ended meanwhile; 1 room that could not be read',
  ],
])('%s', (said, words) => {
  expect(said).toBe(words)
})

test('a file is named by what is in it and when', () => {
  const at = Date.UTC(2026, 10, 24, 3, 4, 5, 999)
  expect(EXPORT_KINDS.map((kind) => exportFileName(kind, at))).toEqual([
    'roomdeck-processes-2026-11-24T03-04-05Z.csv',
    'roomdeck-processes-2026-11-24T03-04-05Z.json',
    'roomdeck-rooms-2026-11-24T03-04-05Z.csv',
    'roomdeck-rooms-2026-11-24T03-04-05Z.json',
  ])
})

test.each<[title: string, at: number | null, text: string | null]>([
  ['a time', Date.UTC(2026, 0, 2, 3, 4, 5, 6), '2026-01-02T03:04:05.006Z'],
  ['none', null, null],
  ['an unknown one', Number.NaN, null],
  ['the last of the wire', Date.UTC(9999, 11, 31, 23, 59, 59, 999), '9999-12-31T23:59:59.999Z'],
])('%s in a file', (_title, at, text) => {
  expect(isoTime(at)).toBe(text)
})
