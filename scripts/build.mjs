import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, runNode, say } from './project.mjs'

const STAMP = inRoot('dist/app.sources')
const PAGE = inRoot('dist/app/index.html')
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

function filesUnder(path) {
  if (!existsSync(inRoot(path))) return []
  const entries = readdirSync(inRoot(path), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) return filesUnder(inner)
    return /\.spec\.tsx?$/.test(inner) ? [] : [inner]
  })
}

/** By content, not by time: a checkout sets times as it likes. */
function hashSources() {
  const hash = createHash('sha256').update(process.version)
  const files = SOURCES.flatMap((path) => (/\.\w+$/.test(path) ? [path] : filesUnder(path)))
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(inRoot(file)))
  return hash.digest('hex')
}

/** What was built of these sources: its page names every script by its content, whoever built it last. */
const stampOf = (sources) => `${sources} ${createHash('sha256').update(readFileSync(PAGE)).digest('hex')}`

/** Builds the app unless the build is of these very sources. Returns false when the build failed. */
export async function ensureBuilt() {
  const wanted = hashSources()
  if (existsSync(STAMP) && existsSync(PAGE) && readFileSync(STAMP, 'utf8') === stampOf(wanted)) return true
  say('Building the app…')
  const env = { NODE_ENV: 'production' }
  const code = await runNode(inRoot('node_modules/vite/bin/vite.js'), ['build', '--logLevel', 'warn'], { env })
  if (code !== 0) return false
  writeFileSync(STAMP, stampOf(wanted))
  return true
}
