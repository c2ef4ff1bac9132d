import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type * as Fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createTokenSource } from './token.ts'

// Who may read everything, as CI does, is never refused by the disk.
const { refuse } = vi.hoisted(() => ({ refuse: { path: '' } }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  const readFileSync = (path: string, encoding: 'utf8'): string => {
    if (path === refuse.path) throw new Error('EACCES: permission denied')
    return fs.readFileSync(path, encoding)
  }
  return { ...fs, readFileSync }
})

it('a token file that may not be read at first is read once it may, though it has not changed since', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roomdeck-token-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'token')
  writeFileSync(path, 'first', { mode: 0o600 })
  const said: string[] = []
  const token = createTokenSource({ ROOMDECK_TOKEN_FILE: path }, (line) => void said.push(line))
  expect(token()).toBe('first')
  writeFileSync(path, 'the-second')
  refuse.path = path
  for (let call = 0; call < 3; call++) expect(token()).toBe('first')
  // Told once, not with every call.
  expect(said).toEqual([expect.stringMatching(/could not be read again/)])
  refuse.path = ''
  expect(token()).toBe('the-second')
})
