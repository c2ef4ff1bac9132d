import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

const running: ChildProcess[] = []
afterEach(() => {
  for (const one of running.splice(0)) one.kill('SIGKILL')
})

interface Run {
  child: ChildProcess
  /** Its standard output so far, once a line has come. */
  firstLine: Promise<string>
  ended: Promise<{ code: unknown; errors: string }>
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  return {
    child,
    firstLine: once(child.stdout, 'data').then(([chunk]) => String(chunk)),
    ended: once(child, 'close').then(([code]) => ({ code, errors })),
  }
}

describe('npm run simulator', () => {
  test('says when it is ready, says that its port is taken, and ends on SIGTERM', { timeout: 20_000 }, async () => {
    const first = run('--port', '0', '--processes', '5', '--fault', 'hang')
    const line = await first.firstLine
    expect(line).toMatch(/^Roomdeck simulator ready at http:\/\/127\.0\.0\.1:\d+\n$/)
    const url = line.trim().split(' ').at(-1) ?? ''
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    // An answer that never ends must not keep it up.
    const headers = { authorization: 'Bearer x' }
    const hanging = await fetch(`${url}/processes/v1/app-demo/list/running`, { headers })
    const port = new URL(url).port
    const second = await run('--port', port, '--processes', '5').ended
    expect(second).toEqual({ code: 2, errors: `port ${port} on 127.0.0.1 is taken; choose another with --port\n` })
    first.child.kill('SIGTERM')
    expect(await first.ended).toEqual({ code: 0, errors: '' })
    await expect(hanging.text()).rejects.toThrow()
  })

  test('refuses what it does not know in one line', { timeout: 20_000 }, async () => {
    const { code, errors } = await run('--fault', 'zap').ended
    expect(code).toBe(2)
    expect(errors).toMatch(/^no fault "zap"; known: [^\n]+\n$/)
  })
})
