// `npm start`, `npm run dev`, `npm run simulator`: plain Node, since on a fresh clone nothing else is there yet.
import { ensureDependencies } from './dependencies.mjs'
import { inRoot } from './project.mjs'

function fail(line, code) {
  console.error(`roomdeck: ${line}`)
  process.exit(code)
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or later is needed, this is ${process.version}`, 2)

const simulatorOnly = process.argv.includes('--simulator-only')
const argv = process.argv.slice(2).filter((flag) => flag !== '--simulator-only')

if (!(await ensureDependencies())) fail('the dependencies could not be installed; "npm ci" shows why', 1)

// npm hands a signal to its shell, and not every shell hands it on: a server whose parent is gone ends itself.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 500).unref()
}

const { register } = await import('tsx/esm/api')
register()
const entry = simulatorOnly ? 'simulator/main.ts' : 'server/main.ts'
process.argv = [process.argv[0], inRoot(entry), ...argv]

if (simulatorOnly) {
  await import('../simulator/main.ts')
} else {
  const { main } = await import('../server/main.ts')
  await main({
    async prepare() {
      const { ensureBuilt } = await import('./build.mjs')
      if (!(await ensureBuilt())) fail('the app could not be built; the lines above say why', 1)
    },
  })
}
