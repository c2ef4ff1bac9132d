// `npm run score`: seeded days through the engine, judged by what the world did; see docs/truth.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { buildPlayer } from './buildPlayer.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inRoot, say } from './project.mjs'

if (!(await ensureDependencies())) process.exit(1)
const { register } = await import('tsx/esm/api')
register()
const { asWritten, main } = await import('../score/run.ts')
const { truthTable, withTable } = await import('../score/truth.ts')
const file = inRoot('score/results/latest.json')
const means = { say, ...(await buildPlayer()) }
const results = await main(process.argv.slice(2), JSON.parse(readFileSync(file, 'utf8')), means)
say(truthTable(results))
if ([results.days, results.alerts].flatMap((part) => part?.seeds ?? []).every((seed) => seed > 1000)) {
  writeFileSync(file, `${asWritten(results)}\n`)
  const page = inRoot('docs/truth.md')
  writeFileSync(page, withTable(readFileSync(page, 'utf8'), results))
}
