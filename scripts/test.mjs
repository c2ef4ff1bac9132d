// `npm test`: everything that fits CI, from a fresh clone on. Its last line is the sum over all runners.
import { existsSync } from 'node:fs'
import { ensureBuilt } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inRoot, say } from './project.mjs'
import { failed, runPlaywright, runTool, runVitest, sumUp } from './runners.mjs'

async function runBrowser(built) {
  if (!built) return failed('browser tests without a build')
  const chromium = await findChromium()
  return chromium ? runPlaywright(chromium) : failed('browser tests without a Chromium')
}

async function runAll() {
  if (!(await ensureDependencies())) return [failed('dependencies')]
  const tools = [await runTool('types'), await runTool('lint'), await runTool('format')]
  const built = await ensureBuilt()
  return [...tools, ...(built ? [] : [failed('build')]), await runVitest(), await runBrowser(built)]
}

/** `npm run test:long`: what takes too long for CI. */
async function runLong() {
  if (existsSync(inRoot('tests/long'))) return (await ensureDependencies()) ? [await runVitest(['long'])] : []
  say('There are no long tests yet.')
  return []
}

process.exitCode = sumUp(process.argv.includes('--long') ? await runLong() : await runAll())
