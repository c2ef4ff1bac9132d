import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { inRoot } from './project.mjs'

/**
 * Builds the thread that plays days: what it needs of engine, fleet and simulator and nothing else.
 * @returns where it is, and a digest of it: days of unequal digests were not played by the same code.
 */
export async function buildPlayer() {
  // Not before the dependencies are there.
  const { build } = await import('vite')
  const outDir = inRoot('dist/score')
  const { output } = await build({
    root: inRoot(),
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: { ssr: inRoot('score/dayWorker.ts'), outDir, emptyOutDir: true, target: 'node20', minify: true },
  })
  const hash = createHash('sha256')
  for (const { fileName, code = '' } of output.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    hash.update(fileName).update('\0').update(code)
  }
  return { player: pathToFileURL(`${outDir}/dayWorker.js`), code: hash.digest('hex').slice(0, 12) }
}
