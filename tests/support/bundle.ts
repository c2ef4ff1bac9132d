import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The scripts of a build, by what makes the browser load them. */
export interface Bundle {
  /** The page's own module, what it imports, what it asks for at once, and what is preloaded with it. */
  first: string[]
  /** Asked for by `import()` later on. */
  lazy: string[]
  /** Reached by no page's import: workers and what they import, which are up before the first row is. */
  workers: string[]
  all: string[]
}

const STATIC = /\b(?:import|export)\s*(?:[\w*{}$\s,]+?from\s*)?["'](\.{1,2}\/[^"']+\.js)["']/g
const DYNAMIC = /\bimport\(\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g
const IN_PAGE = /(?:src|href)="(\/[^"]+\.js)"/g

const found = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

/**
 * Reads the graph of a built app from what was emitted: no manifest can be out of date. Paths are relative to `folder`.
 * @throws Error when there is no build
 */
export function readBundle(folder: string): Bundle {
  const page = join(folder, 'index.html')
  if (!existsSync(page)) throw new Error('there is no built app: "npm run build" makes one')
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.js'))
    .toSorted()
  const texts = new Map(all.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
  const imports = (file: string, pattern: RegExp): string[] =>
    found(pattern, texts.get(file) ?? '').map((target) => posix.join(posix.dirname(file), target))

  const reach = (begin: readonly string[], patterns: readonly RegExp[]): Set<string> => {
    const seen = new Set<string>()
    const next = [...begin]
    for (let file = next.pop(); file !== undefined; file = next.pop()) {
      if (seen.has(file)) continue
      if (!texts.has(file)) throw new Error(`the build names ${file} and does not have it`)
      seen.add(file)
      for (const pattern of patterns) next.push(...imports(file, pattern))
    }
    return seen
  }
  const entries = found(IN_PAGE, readFileSync(page, 'utf8')).map((path) => path.slice(1))
  if (entries.length === 0) throw new Error('the built page has no script')
  // The page's own module asks for the rest of the page at once.
  const first = reach([...entries, ...entries.flatMap((entry) => imports(entry, DYNAMIC))], [STATIC])
  const reached = reach(entries, [STATIC, DYNAMIC])
  // What no page imports is a worker's: it begins with the file that a page names.
  const ofWorkers = all.filter((file) => !reached.has(file))
  const pages = [...reached].map((file) => texts.get(file) ?? '')
  const begun = ofWorkers.filter((file) => pages.some((text) => text.includes(posix.basename(file))))
  const workers = reach(begun, [STATIC])
  const later = [...reached, ...ofWorkers].filter((file) => !first.has(file) && !workers.has(file))
  return { first: [...first], lazy: later, workers: [...workers], all }
}

/** Bytes of some files of `folder`, each gzipped as the server sends it. */
export const gzippedBytes = (folder: string, files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0)
