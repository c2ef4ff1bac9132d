import { pathToFileURL } from 'node:url'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { main } from './run.ts'

// Seeds are added by code that plays as the code before did; the players are made up, the threads are real.

const folder = mkdtempSync(join(tmpdir(), 'roomdeck-player-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A player whose days come to so much. */
function means(held: number, code: string) {
  const file = join(folder, `${code}.mjs`)
  const share = JSON.stringify({ held, of: 10 })
  const tally = `{ shares: { one: ${share} }, samples: {} }`
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
     const score = { drains: ${tally}, feed: ${tally}, ends: ${tally}, slots: ${tally} }
     parentPort.on('message', () => parentPort.postMessage({ kind: 'day', score }))`,
  )
  const said: string[] = []
  return { say: (line: string) => void said.push(line), player: pathToFileURL(file), code, said }
}

test('other code that comes to the same of the first seed plays on; code that does not, does not', async () => {
  const days = ['--only', 'days']
  const first = await main([...days, '--seeds', '1'], null, means(7, 'a'))
  const same = means(7, 'b')
  const both = await main([...days, '--more', '1'], first, same)
  expect(both.days).toMatchObject({ seeds: [1001, 1002], code: 'b', first: first.days?.first })
  expect(same.said[0]).toMatch(/first seed is played again/)
  const third = means(8, 'b')
  await main([...days, '--more', '1'], both, third)
  expect(third.said.join()).not.toMatch(/again/)
  await expect(main([...days, '--more', '1'], first, means(8, 'c'))).rejects.toThrow(/plays otherwise now/)
})
