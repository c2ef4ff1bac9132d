import { expect, test } from 'vitest'
import { rolloutWords, type BuildFigures } from './rolloutWords.ts'

const build = (deploymentId: string, connections: number): BuildFigures => ({
  deploymentId,
  totals: { processes: 2, connections, held: 0 },
})
/** None of its rows was read. */
const unread = (deploymentId: string): BuildFigures => ({
  deploymentId,
  totals: { processes: 0, connections: 0, held: 2 },
})
/** It runs in other regions only. */
const elsewhere = (deploymentId: string): BuildFigures => ({
  deploymentId,
  totals: { processes: 0, connections: 0, held: 0 },
})

test.each<[title: string, builds: BuildFigures[], isSilent: boolean, newest: string, rest: string]>([
  ['nothing runs', [], false, 'No running processes, so no deployment', ''],
  ['nothing is listed', [], true, 'No deployment is known', ''],
  ['one', [build('418', 30)], false, '418 is the newest: 100 % of connections', 'no other deployment is listed'],
  [
    'two',
    [build('418', 10), build('417', 30)],
    false,
    '418 is the newest: 25 % of connections',
    '30 connections still on 1 older deployment',
  ],
  [
    'the newest is not here yet',
    [elsewhere('418'), build('417', 30)],
    false,
    '418 is the newest: 0 % of connections',
    '30 connections still on 1 older deployment',
  ],
  [
    'a silent region had the newest',
    [unread('418'), build('417', 30), build('416', 5)],
    true,
    '418 is the newest known: its share of connections is not known',
    '≥ 35 connections still on 2 older deployments',
  ],
  [
    'a silent region had the old one',
    [build('418', 30), unread('417')],
    true,
    '418 is the newest known: 100 % of the connections listed',
    'how many are still on 1 older deployment is not known',
  ],
  [
    'a silent region of which nothing is known',
    [build('417', 30)],
    true,
    '417 is the newest known: 100 % of the connections listed',
    'whether others run is not known',
  ],
  [
    'one row was not read',
    [build('418', 10), { ...build('417', 30), totals: { processes: 1, connections: 30, held: 1 } }],
    false,
    '418 is the newest: 25 % of the connections listed',
    '≥ 30 connections still on 1 older deployment',
  ],
])('%s', (_title, builds, isSilent, newest, rest) => {
  expect(rolloutWords(builds, { isSilent, isLowerBound: false })).toEqual({ newest, rest })
})

test('where something else was left out of the answer, what is on old ones is a lower bound', () => {
  const { rest } = rolloutWords([build('418', 10), build('417', 30)], { isSilent: false, isLowerBound: true })
  expect(rest).toBe('≥ 30 connections still on 1 older deployment')
})
