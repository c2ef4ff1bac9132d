import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { inRoot, runNpm, say } from './project.mjs'

const STAMP = inRoot('node_modules/.roomdeck-lock')

const readOr = (path, otherwise) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

/** Whether what npm says it installed is what the lock file asks for; optional ones differ per system. */
function installedAsLocked(lockText) {
  const installed = JSON.parse(readOr(inRoot('node_modules/.package-lock.json'), '{}')).packages ?? {}
  const locked = Object.entries(JSON.parse(lockText).packages)
  return locked.every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
}

/** Installs the locked dependencies unless they are there already. Returns false when that failed. */
export async function ensureDependencies() {
  const lockText = readFileSync(inRoot('package-lock.json'), 'utf8')
  const wanted = createHash('sha256').update(lockText).digest('hex')
  if (readOr(STAMP, '') === wanted) return true
  if (!installedAsLocked(lockText)) {
    say('Installing the locked dependencies…')
    // No install scripts: nothing that is needed has one. All, though it be a production system: it builds here. Twice,
    // since networks fail.
    const install = () =>
      runNpm(['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
    if ((await install()) !== 0 && (await install()) !== 0) return false
  }
  writeFileSync(STAMP, wanted)
  return true
}
