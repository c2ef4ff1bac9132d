import { expect, test } from 'vitest'
import { findCommands, keyWords, type Command } from './commands.ts'

const command = (group: Command['group'], label: string, hint = ''): Command => ({
  id: label,
  label,
  group,
  hint,
  run: () => {},
})
const ALL = [command('Go to', 'Drains'), command('Feed', 'Pause'), command('Look', 'Use the dark theme', 'light now')]

test.each<[text: string, found: string[]]>([
  ['', ['Drains', 'Pause', 'Use the dark theme']],
  ['drain', ['Drains']],
  ['go dr', ['Drains']],
  ['THEME light', ['Use the dark theme']],
  ['nothing', []],
])('"%s"', (text, found) => {
  expect(findCommands(ALL, text).map(({ label }) => label)).toEqual(found)
})

test('keys in words', () => {
  expect([keyWords('p'), keyWords('mod+K'), keyWords('shift+?')]).toEqual(['p', 'Ctrl + K', 'Shift + ?'])
})
