import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FLAGS } from '../../server/flagTable.ts'
import { type Chaos, sendJson, startChaos } from '../support/chaos.ts'
import { startRoomdeck } from '../support/roomdeck.ts'
import { makeDist, removeDist } from '../support/serve.ts'
import { spawnScript } from '../support/spawn.ts'

const SECRET = 'canary-7f3a9c/+=secret'
const UPSTREAM = ['--upstream', 'http://127.0.0.1:1']
const RUNNING = '/processes/v1/app-demo/list/running'

let chaos: Chaos
let dist: string
let folder: string
beforeAll(async () => {
  chaos = await startChaos()
  dist = makeDist()
  folder = mkdtempSync(join(tmpdir(), 'roomdeck-token-'))
})
afterAll(async () => {
  await chaos.close()
  removeDist(dist)
  rmSync(folder, { recursive: true })
})

const fileWith = (name: string, text: string, mode = 0o600): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

interface Refusal {
  title: string
  flags?: string[]
  env?: Record<string, string>
  /** Must be in the one line. */
  says: string
}

const REFUSED: Refusal[] = [
  { title: 'an unknown flag', flags: ['--bogus'], says: '--bogus' },
  { title: 'a token as a flag', flags: [`--token=${SECRET}`], says: '--token' },
  { title: 'a word that is no flag', flags: [SECRET], says: '--help' },
  { title: 'a flag without its value', flags: ['--port'], says: '--port' },
  { title: 'a flag followed by a flag', flags: ['--app', '--port', '1'], says: '--app' },
  { title: 'a flag given twice', flags: ['--app', 'a', '--app', 'b'], says: '--app' },
  { title: 'a port that is none', flags: ['--port', '65536'], says: '--port' },
  { title: 'a port in hex', flags: ['--port', '0x10'], says: '--port' },
  { title: 'a bad port in the environment', env: { ROOMDECK_PORT: 'x' }, says: 'ROOMDECK_PORT' },
  { title: 'an interval of 0', flags: ['--interval', '0s'], says: '--interval' },
  { title: 'an interval without a unit', flags: ['--interval', '5'], says: '--interval' },
  { title: 'an interval under a second', flags: ['--interval', '999ms'], says: '--interval' },
  { title: 'an interval that overflows a timer', flags: ['--interval', '2147483648ms'], says: '--interval' },
  { title: 'an interval of NaN', flags: ['--interval', 'NaNs'], says: '--interval' },
  { title: 'a bind beyond this machine', flags: ['--host', '0.0.0.0'], says: '--host' },
  { title: 'a bind to every IPv6 address', flags: ['--host', '::'], says: '--host' },
  { title: 'an odd spelling of loopback', flags: ['--host', '127.1'], says: '--host' },
  { title: 'an empty region', flags: ['--regions', 'a,,b'], says: '--regions' },
  { title: 'an upstream file', flags: ['--upstream', 'file:///etc/passwd'], says: '--upstream' },
  { title: 'an upstream that is no address', flags: ['--upstream', 'nowhere'], says: '--upstream' },
  { title: 'an upstream with a password', flags: ['--upstream', `http://u:${SECRET}@h/`], says: '--upstream' },
  { title: 'a metadata service', flags: ['--upstream', 'http://169.254.169.254/'], says: '--upstream' },
  { title: 'the same as one number', flags: ['--upstream', 'http://2852039166/'], says: '--upstream' },
  { title: 'the same in IPv6', flags: ['--upstream', 'http://[::ffff:169.254.169.254]/'], says: '--upstream' },
  { title: 'the same through NAT64', flags: ['--upstream', 'http://[64:ff9b::a9fe:a9fe]/'], says: '--upstream' },
  { title: 'a link-local address', flags: ['--upstream', 'http://[fe80::1]/'], says: '--upstream' },
  { title: 'a simulator flag beside an upstream', flags: [...UPSTREAM, '--seed', '1'], says: '--seed' },
  { title: 'a fault that there is not', flags: ['--fault', 'gremlins'], says: 'gremlins' },
  { title: 'a story that there is not', flags: ['--story', 'gremlins'], says: 'gremlins' },
  { title: 'too many processes', flags: ['--processes', '50001'], says: '--processes' },
  { title: 'no built app', flags: ['--dist', '/nowhere'], says: '--dist' },
  { title: 'an empty token', env: { ROOMDECK_TOKEN: '' }, says: 'ROOMDECK_TOKEN' },
  { title: 'a token with a newline', env: { ROOMDECK_TOKEN: `${SECRET}\nX: y` }, says: 'ROOMDECK_TOKEN' },
  { title: 'two tokens', env: { ROOMDECK_TOKEN: SECRET, ROOMDECK_TOKEN_FILE: '/x' }, says: 'ROOMDECK_TOKEN_FILE' },
  { title: 'a token file that is not there', env: { ROOMDECK_TOKEN_FILE: '/nowhere' }, says: 'ROOMDECK_TOKEN_FILE' },
]

async function expectRefused({ flags = [], env = {}, says }: Omit<Refusal, 'title'>): Promise<void> {
  const where = flags.includes('--dist') ? [] : ['--dist', dist]
  const command = spawnScript(['scripts/start.mjs', ...where, ...flags], env)
  expect(await command.exited).toBe(2)
  expect(command.stdout()).toBe('')
  expect(command.stderr()).toMatch(/^roomdeck: [^\n]+\n$/)
  expect(command.stderr()).toContain(says)
  expect(command.stderr()).not.toContain(SECRET)
}

describe('a start that is refused: exit code 2 and one line that names the key', () => {
  it.each(REFUSED)('$title', expectRefused)

  it('an empty token file', () =>
    expectRefused({ env: { ROOMDECK_TOKEN_FILE: fileWith('empty', '\n') }, says: 'ROOMDECK_TOKEN_FILE' }))

  it('a token file with two lines', () =>
    expectRefused({ env: { ROOMDECK_TOKEN_FILE: fileWith('two', `${SECRET}\nb\n`) }, says: 'ROOMDECK_TOKEN_FILE' }))

  it('a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const port = String((other.address() as AddressInfo).port)
    await expectRefused({ flags: ['--port', port, ...UPSTREAM], says: `${port} is taken` })
    other.close()
  })

  it('comes within a second of this machine’s time for an empty Node', async () => {
    const empty = performance.now()
    await spawnScript(['--eval', '0']).exited
    const start = performance.now()
    await spawnScript(['scripts/start.mjs', '--bogus']).exited
    expect(performance.now() - start).toBeLessThan(1000 + (start - empty))
  })
})

describe('--help', () => {
  it('lists every flag and ends with 0', async () => {
    const help = spawnScript(['scripts/start.mjs', '--help'])
    expect(await help.exited).toBe(0)
    for (const { name } of FLAGS) expect(help.stdout()).toContain(`--${name}`)
    expect(help.stdout()).toContain('ROOMDECK_TOKEN_FILE')
  })
})

const startHere = (flags: string[], env: Record<string, string>) =>
  startRoomdeck({ flags: ['--upstream', chaos.url, ...flags], env, dist })

describe('the token', () => {
  it('is read again when its file changes, and appears nowhere but in the upstream call', async () => {
    const path = fileWith('token', `${SECRET}\n`)
    const app = await startHere([], { ROOMDECK_TOKEN_FILE: path })
    const texts: string[] = []
    const ask = async (target: string) => {
      const response = await fetch(app.url + target)
      texts.push(JSON.stringify([...response.headers]), await response.text())
      return chaos.hits.at(-1)?.headers.authorization
    }
    chaos.behave(sendJson('[]'))
    expect(await ask(RUNNING)).toBe(`Bearer ${SECRET}`)
    fileWith('token', 'second-token-of-the-day')
    expect(await ask(RUNNING)).toBe('Bearer second-token-of-the-day')
    // Half-way through a replacement: the last good one serves.
    fileWith('token', '')
    expect(await ask(RUNNING)).toBe('Bearer second-token-of-the-day')
    fileWith('token', SECRET)
    for (const status of [401, 404, 429, 500, 503]) {
      chaos.behave(sendJson(`{"message":"no"}`, {}, status))
      expect(await ask(RUNNING)).toBe(`Bearer ${SECRET}`)
    }
    for (const target of ['/', '/config.json', '/healthz', '/assets/x', '/processes/x']) await ask(target)
    expect(await app.stop()).toBe(0)
    texts.push(app.stdout(), app.stderr())
    const base64 = Buffer.from(SECRET).toString('base64')
    for (const spelling of [SECRET, 'second-token', base64, encodeURIComponent(SECRET)]) {
      expect(texts.filter((text) => text.includes(spelling))).toEqual([])
    }
  })

  it.skipIf(process.platform === 'win32')('in a file that all can read is warned of', async () => {
    const app = await startHere([], { ROOMDECK_TOKEN_FILE: fileWith('open', SECRET, 0o644) })
    await app.stop()
    expect(app.stderr()).toMatch(/^roomdeck: ROOMDECK_TOKEN_FILE is readable by everyone[^\n]*\n$/)
  })
})

describe('flags and their environment twins', () => {
  it('a flag wins over its twin', async () => {
    const app = await startHere(['--app', 'from-flag'], { ROOMDECK_APP: 'from-env', ROOMDECK_REGIONS: 'Tokyo, London' })
    const config: unknown = await (await fetch(`${app.url}/config.json`)).json()
    await app.stop()
    expect(config).toMatchObject({ version: 1, app: 'from-flag', regions: ['Tokyo', 'London'], intervalMs: 5000 })
  })

  it('takes the folder of the app however it is written', async () => {
    const app = await startRoomdeck({ flags: UPSTREAM, dist: `${dist}/./` })
    expect((await fetch(`${app.url}/favicon.svg`)).status).toBe(200)
    expect((await fetch(`${app.url}/assets/index-abc123.js`)).status).toBe(200)
    await app.stop()
  })

  it('takes this machine by its name', async () => {
    const app = await startHere(['--host', 'localhost'], {})
    expect(app.url).toMatch(/^http:\/\/localhost:\d+$/)
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    await app.stop()
  })
})

describe('SIGTERM and SIGINT', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0 within 5 s, a running call cut', async (signal) => {
    const app = await startHere([], {})
    chaos.hits.length = 0
    chaos.behave(() => {})
    const asked = fetch(app.url + RUNNING).catch(() => 'cut')
    await expect.poll(() => chaos.hits.length).toBe(1)
    const before = performance.now()
    app.child.kill(signal)
    expect(await app.exited).toBe(0)
    expect(performance.now() - before).toBeLessThan(5000)
    expect(await asked).toBe('cut')
  })
})
