import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(fileURLToPath(import.meta.url), '../../..')
const OXLINT = join(ROOT, 'node_modules/oxlint/bin/oxlint')
const RULE = 'eslint(no-restricted-imports)'

/** `folder`'s row of the table in CONTRIBUTING: what a file in it may say and what it may not. */
interface Row {
  file: string
  may: string[]
  mayNot: string[]
}

const value = (from: string) => `import { a } from '${from}'; export const b = a`
const type = (from: string) => `import type { A } from '${from}'; export type B = A`

const ROWS: Row[] = [
  {
    file: 'src/types/probe.ts',
    may: [value('zod'), value('./z.ts')],
    mayNot: [value('../fleet/x.ts'), value('react'), value('../../simulator/x.ts'), type('../api/x.ts')],
  },
  {
    file: 'src/api/probe.ts',
    may: [value('../types/x.ts'), value('./x.ts')],
    mayNot: [value('react'), value('../engine/x.ts'), value('../fleet/x.ts'), value('@mantine/core')],
  },
  {
    file: 'src/fleet/probe.ts',
    may: [value('../types/x.ts'), type('../history/types.ts')],
    mayNot: [
      value('react'),
      value('../api/x.ts'),
      value('../history/tier.ts'),
      value('../../score/x.ts'),
      value('zod'),
    ],
  },
  {
    file: 'src/history/probe.ts',
    may: [value('../types/x.ts'), type('../fleet/types.ts')],
    mayNot: [value('react'), value('../api/x.ts'), value('../fleet/x.ts'), value('idb')],
  },
  {
    file: 'src/select/probe.ts',
    may: [value('../types/x.ts'), value('../fleet/x.ts')],
    mayNot: [value('react'), value('../engine/x.ts'), value('../view/x.ts')],
  },
  {
    file: 'src/engine/probe.ts',
    may: ['types', 'api', 'fleet', 'history', 'select'].map((name) => value(`../${name}/x.ts`)),
    mayNot: [
      ...['view', 'components', 'pages', 'widgets'].map((name) => value(`../${name}/x.ts`)),
      value('../../simulator/x.ts'),
      value('../../score/x.ts'),
      value('react'),
      value('@mantine/core'),
    ],
  },
  {
    file: 'src/view/probe.ts',
    may: [
      ...['../types/x.ts', '../fleet/x.ts', 'react', 'zod', 'papaparse'].map(value),
      type('@tanstack/react-router'),
    ],
    mayNot: [
      ...['api', 'engine', 'components', 'pages'].map((name) => value(`../${name}/x.ts`)),
      value('@tanstack/react-router'),
      value('@mantine/core'),
    ],
  },
  {
    file: 'src/components/table/probe.tsx',
    may: [
      ...['react', '@mantine/core', '@tanstack/react-table', '@tanstack/react-virtual', 'recharts'].map(value),
      value('../../view/format.ts'),
      value('../chart/x.ts'),
    ],
    mayNot: [
      ...['types', 'engine', 'pages', 'fleet', 'widgets'].map((name) => value(`../../${name}/x.ts`)),
      value('../../view/preferences.ts'),
      value('@tanstack/react-query'),
      value('zod'),
    ],
  },
  {
    file: 'src/widgets/probe.tsx',
    may: [
      ...['components/table', 'view', 'fleet', 'types'].map((name) => value(`../${name}/x.ts`)),
      value('../engine/queries/series.ts'),
      type('../engine/createEngine.ts'),
    ],
    mayNot: [value('../pages/fleet/x.ts'), value('../api/x.ts'), value('../engine/createEngine.ts')],
  },
  {
    file: 'src/pages/fleet/probe.tsx',
    may: [
      ...['components/table', 'widgets', 'view', 'fleet', 'types', 'engine'].map((name) => value(`../../${name}/x.ts`)),
      value('@tanstack/react-query'),
      value('./columns.tsx'),
    ],
    mayNot: [
      value('../drains/x.ts'),
      value('../../pages/drains/x.ts'),
      value('zod'),
      value('../../api/x.ts'),
      value('../../../simulator/x.ts'),
      value('../../../bench/adapter/x.ts'),
    ],
  },
  {
    file: 'server/probe.ts',
    may: [
      ...['types', 'fleet', 'history', 'select'].map((name) => value(`../src/${name}/x.ts`)),
      value('../src/api/parseProcesses.ts'),
      value('../src/engine/createEngine.ts'),
      value('hono'),
      value('node:http'),
    ],
    mayNot: [
      ...['view', 'components', 'widgets', 'pages'].map((name) => value(`../src/${name}/x.ts`)),
      value('react'),
      value('@mantine/core'),
      value('../simulator/options.ts'),
      value('../src/api/http.ts'),
      value('../src/engine/queries/series.ts'),
    ],
  },
  { file: 'server/main.ts', may: [value('../simulator/options.ts')], mayNot: [value('../src/pages/x.ts')] },
  {
    file: 'simulator/probe.ts',
    may: [value('../src/types/x.ts'), value('./x.ts'), value('node:http')],
    mayNot: [
      ...['api', 'fleet', 'engine'].map((name) => value(`../src/${name}/x.ts`)),
      value('../server/x.ts'),
      value('zod'),
    ],
  },
  {
    file: 'bench/measure/probe.ts',
    may: [value('../adapter/x.ts'), value('../../tests/support/x.ts'), value('ag-grid-community'), value('uplot')],
    mayNot: [
      value('../../src/engine/x.ts'),
      type('../../src/types/x.ts'),
      value('../../server/x.ts'),
      value('../../simulator/x.ts'),
    ],
  },
  {
    file: 'bench/adapter/probe.ts',
    may: [value('../../src/engine/x.ts'), value('../../src/components/chart/x.tsx')],
    mayNot: [value('../../server/x.ts'), value('../../simulator/x.ts')],
  },
]

interface Use {
  file: string
  code: string
  rule: string
}

const CLOCK = 'eslint(no-restricted-properties)'
const GLOBAL = 'eslint(no-restricted-globals)'

/** What a folder may not touch though it needs no import. */
const USES: Use[] = [
  ...['src/fleet', 'src/history', 'src/select', 'simulator'].flatMap((folder) => [
    { file: `${folder}/probe.ts`, code: 'export const b = Date.now()', rule: CLOCK },
    { file: `${folder}/probe.ts`, code: 'export const b = performance.now()', rule: CLOCK },
    { file: `${folder}/probe.ts`, code: 'export const b = Math.random()', rule: CLOCK },
  ]),
  ...['src/fleet', 'src/engine', 'src/pages/fleet', 'src/widgets', 'src/view'].map((folder) => {
    return { file: `${folder}/probe.ts`, code: `export const b = fetch('/x')`, rule: GLOBAL }
  }),
  { file: 'src/api/probe.ts', code: 'export const b = window.innerWidth', rule: GLOBAL },
  { file: 'src/engine/probe.ts', code: 'export const b = (a: any): unknown => a', rule: 'no-explicit-any' },
  { file: 'src/engine/probe.ts', code: 'export default 1', rule: 'no-default-export' },
  { file: 'src/engine/probe.ts', code: "console.log('x')", rule: 'no-console' },
]

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomdeck-imports-'))
  cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Report {
  diagnostics: { code: string; filename: string }[]
}

const run = (): string => {
  try {
    const argv = [OXLINT, '--format=json', '--deny-warnings']
    return execFileSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' })
  } catch (error) {
    // Findings make it exit with 1; the report is there all the same.
    return (error as { stdout: string }).stdout
  }
}

/** What oxlint has against a project of just these files: the codes, by file. */
function lint(files: Record<string, string>): Map<string, string[]> {
  for (const top of ['src', 'server', 'simulator', 'bench']) rmSync(join(folder, top), { recursive: true, force: true })
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${code}\n`)
  }
  const found = new Map<string, string[]>()
  for (const { code, filename } of (JSON.parse(run()) as Report).diagnostics) {
    const file = filename.replaceAll('\\', '/')
    found.set(file, [...(found.get(file) ?? []), code])
  }
  return found
}

const codesOf = (files: Record<string, string>): string => [...lint(files).values()].flat().join()

/** One file per import, so that one run of oxlint judges a whole row. */
const spread = (file: string, codes: readonly string[]): Record<string, string> =>
  Object.fromEntries(codes.map((code, index) => [file.replace('probe', `probe${index}`), code]))

/** `main.ts` is a rule of its own, so there the imports share the one file. */
const inFiles = (file: string, codes: readonly string[]): Record<string, string> =>
  file.includes('probe') ? spread(file, codes) : { [file]: codes.join('\n') }

describe('the import table', () => {
  it.each(ROWS)('$file', ({ file, may, mayNot }) => {
    expect([...lint(inFiles(file, may))]).toEqual([])
    const files = inFiles(file, mayNot)
    const found = lint(files)
    for (const [name, code] of Object.entries(files)) {
      expect({ code, found: found.get(name) }).toEqual({ code, found: [RULE] })
    }
  })

  it.each(USES)('$file: $code', ({ file, code, rule }) => {
    expect(codesOf({ [file]: code })).toContain(rule)
  })

  it('finds a cycle', () => {
    const files = {
      'src/fleet/one.ts': "import { b } from './two.ts'; export const a = () => b",
      'src/fleet/two.ts': "import { a } from './one.ts'; export const b = () => a",
    }
    expect(codesOf(files)).toContain('import(no-cycle)')
  })

  it('leaves specs free to drive the simulator', () => {
    expect(codesOf({ 'src/engine/x.spec.ts': value('../../simulator/x.ts') })).toBe('')
  })
})
