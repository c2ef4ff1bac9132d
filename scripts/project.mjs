import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever the command was given. */
export const ROOT = join(fileURLToPath(import.meta.url), '../..')

export const inRoot = (...parts) => join(ROOT, ...parts)

/** Says what is being done, in one line. */
export const say = (line) => console.log(line)

/**
 * Runs a program in the project's folder and resolves with its exit code (1 when a signal ended it).
 * Its input is closed: nothing here may wait for somebody at a keyboard.
 */
export function run(command, args, { env = {}, stdio = ['ignore', 'inherit', 'inherit'], shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio, shell })
    child.on('error', () => resolve(127))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** The same for a program that Node runs: no shell, no `.cmd` shim, alike on every system. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options)

/** npm by the way it was itself called, else by name. */
export function runNpm(args, options = {}) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js') || cli?.endsWith('.cjs')) return runNode(cli, args, options)
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}
