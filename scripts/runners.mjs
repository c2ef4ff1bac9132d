import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { inRoot, runNode, say } from './project.mjs'

/** What a runner counted. `name` is said when something failed. */
const result = (name, passed, failed, skipped = 0) => ({ name, passed, failed, skipped })

const TOOLS = {
  types: ['node_modules/typescript/bin/tsc', ['--noEmit']],
  lint: ['node_modules/oxlint/bin/oxlint', ['--deny-warnings']],
  format: ['node_modules/oxfmt/bin/oxfmt', ['--check']],
}

/** Types, lint and format, each counted as one. */
export const runTool = async (name) => {
  const [script, args] = TOOLS[name]
  say(`— ${name}`)
  const code = await runNode(inRoot(script), args)
  return code === 0 ? result(name, 1, 0) : result(name, 0, 1)
}

/**
 * Runs a test runner that writes a JSON report. One that leaves no report, or ends badly though its report says that
 * all is well (an import that threw, an error outside of any test), counts as one failure.
 */
async function runReported(name, report, start, count) {
  say(`— ${name}`)
  const path = inRoot(report)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  const code = await start(path)
  if (!existsSync(path)) return result(name, 0, 1)
  let counted
  try {
    counted = result(name, ...count(JSON.parse(readFileSync(path, 'utf8'))))
  } catch {
    return result(name, 0, 1)
  }
  // A run in which nothing ran proves nothing.
  const empty = counted.passed + counted.failed === 0
  return counted.failed === 0 && (code !== 0 || empty) ? { ...counted, failed: 1 } : counted
}

/** Vitest, all projects or the ones named. */
export const runVitest = (projects = []) =>
  runReported(
    projects.length > 0 ? `vitest (${projects.join(', ')})` : 'vitest',
    'test-results/vitest.json',
    (path) =>
      runNode(inRoot('node_modules/vitest/vitest.mjs'), [
        'run',
        // By itself it leaves a core alone, of two the half.
        `--maxWorkers=${availableParallelism()}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${path}`,
        ...projects.flatMap((project) => ['--project', project]),
      ]),
    ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0 }) => [
      numPassedTests,
      numFailedTests,
      numPendingTests + numTodoTests,
    ],
  )

/** Playwright with the Chromium given. */
export const runPlaywright = (chromium) =>
  runReported(
    'playwright',
    'test-results/playwright.json',
    (path) =>
      runNode(inRoot('node_modules/@playwright/test/cli.js'), ['test'], {
        env: { CHROMIUM_PATH: chromium, ROOMDECK_PLAYWRIGHT_JSON: path },
      }),
    ({ stats: { expected, unexpected, flaky, skipped } }) => [expected, unexpected + flaky, skipped],
  )

/** Prints what failed and, as the last line, the sum. Returns the exit code. */
export function sumUp(results) {
  const sum = (key) => results.reduce((total, one) => total + one[key], 0)
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')]
  const broken = results.filter((one) => one.failed > 0).map((one) => `${one.name}: ${one.failed}`)
  if (broken.length > 0) say(`Failed: ${broken.join(' · ')}`)
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed > 0 ? 1 : 0
}

export const failed = (name) => result(name, 0, 1)
