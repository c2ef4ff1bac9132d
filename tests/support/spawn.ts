import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(fileURLToPath(import.meta.url), '../../..')

export interface Spawned {
  child: ChildProcess
  /** Everything it has said so far. */
  stdout(): string
  stderr(): string
  /** Resolves with the first match in stdout; rejects when it ends or `timeoutMs` pass before that. */
  line(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>
  /** Exit code, once it has ended; null when a signal ended it. */
  exited: Promise<number | null>
  /** SIGTERM, and SIGKILL five seconds later. */
  stop(): Promise<number | null>
}

/** Starts one of the project's commands as its own process, the way a user does. */
export function spawnScript(args: readonly string[], env: Record<string, string> = {}): Spawned {
  // Settings of whoever runs the tests must not leak into what is tested.
  const clean = Object.entries(process.env).filter(([name]) => !/^(?:ROOMDECK_|NODE_OPTIONS$|VITEST)/.test(name))
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(clean), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))

  const line = (pattern: RegExp, timeoutMs = 30_000) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(out)
        if (match) finish(() => resolve(match))
      }
      const finish = (then: () => void) => {
        clearTimeout(timer)
        child.stdout.off('data', look)
        then()
      }
      const giveUp = (why: string) => finish(() => reject(new Error(`${why} before ${pattern}:\n${out}\n${err}`)))
      const timer = setTimeout(() => giveUp(`${timeoutMs} ms passed`), timeoutMs)
      child.stdout.on('data', look)
      void exited.then((code) => giveUp(`it ended with ${code}`))
      look()
    })

  return {
    child,
    stdout: () => out,
    stderr: () => err,
    line,
    exited,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill('SIGTERM')
      const kill = setTimeout(() => child.kill('SIGKILL'), 5000)
      const code = await exited
      clearTimeout(kill)
      return code
    },
  }
}
