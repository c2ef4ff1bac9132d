// `npm run check`: what is fast enough to run before every commit.
import { ensureDependencies } from './dependencies.mjs'
import { failed, runTool, runVitest, sumUp } from './runners.mjs'

const results = (await ensureDependencies())
  ? [await runTool('types'), await runTool('lint'), await runTool('format'), await runVitest(['unit'])]
  : [failed('dependencies')]
process.exitCode = sumUp(results)
