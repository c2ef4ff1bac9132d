import { expect, test } from 'vitest'
import { createKeptEngines } from './keptEngines.ts'

function shelf() {
  let [now, made] = [0, 0]
  const dropped: string[] = []
  const engines = createKeptEngines<{ source: string }, string>({
    make: ({ source }) => `${source} ${(made += 1)}`,
    drop: (engine) => void dropped.push(engine),
    mono: () => now,
    silentMs: 1000,
  })
  return { engines, dropped, pass: (ms: number) => void (now += ms) }
}

test('who asks for the same is given the same, for as long as anybody asks', () => {
  const { engines, dropped, pass } = shelf()
  for (let n = 0; n < 9; n++) {
    expect(engines.of({ source: 'a' })).toBe('a 1')
    pass(900)
    engines.letGo()
  }
  expect(engines.of({ source: 'b' })).toBe('b 2')
  expect(dropped).toEqual([])
})

test('what nobody asks for any more is let go, and made anew for who comes back', () => {
  const { engines, dropped, pass } = shelf()
  engines.of({ source: 'a' })
  engines.of({ source: 'b' })
  for (let n = 0; n < 7; n++) {
    pass(600)
    engines.of({ source: 'b' })
    engines.letGo()
  }
  expect(dropped).toEqual(['a 1'])
  expect(engines.of({ source: 'a' })).toBe('a 3')
})

test('after a sleep nothing is let go before its pages have run', () => {
  const { engines, dropped, pass } = shelf()
  engines.of({ source: 'a' })
  pass(3_600_000)
  for (let n = 0; n < 5; n++) engines.letGo()
  expect(engines.of({ source: 'a' })).toBe('a 1')
  for (let n = 0; n < 5; n++) engines.letGo()
  expect(dropped).toEqual([])
})
