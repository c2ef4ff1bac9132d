// `npm run bench`: the benchmark suite on the built app in a real Chromium; see bench/README.md.
import { ensureBuilt } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inRoot, runNode, say } from './project.mjs'

async function buildPages() {
  say('Building the pages of the benchmark…')
  const args = ['build', '--config', 'bench/vite.config.ts', '--logLevel', 'error']
  return runNode(inRoot('node_modules/vite/bin/vite.js'), args, { env: { NODE_ENV: 'production' } })
}

if (!(await ensureDependencies()) || !(await ensureBuilt()) || (await buildPages()) !== 0) process.exit(1)
const chromium = await findChromium()
if (!chromium) process.exit(1)

const { register } = await import('tsx/esm/api')
register()
const { main } = await import('../bench/run.ts')
process.exitCode = await main(process.argv.slice(2), chromium)
