import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterFrame, tellSoon, workAfterFrame } from './nextFrame.ts'

const said: string[] = []
const say = (words: string) => (): void => void said.push(words)
let frame: () => void = () => {}

beforeEach(() => {
  said.length = 0
  vi.useFakeTimers()
  vi.stubGlobal('document', { hidden: false })
  vi.stubGlobal('requestAnimationFrame', (call: () => void) => void (frame = call))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** What runs by itself, without a frame and without time. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

test('nothing is told late while no work is under way', async () => {
  tellSoon(say('told'))
  expect(said).toEqual([])
  await settle()
  expect(said).toEqual(['told'])
})

test('what work tells is drawn with what waits for the frame, and not before it', async () => {
  let finish: () => void = () => {}
  workAfterFrame(() => new Promise((resolve) => (finish = () => resolve(null))))
  afterFrame(say('drawn'))
  frame()
  await settle()
  tellSoon(say('told'))
  await settle()
  expect(said).toEqual([])
  finish()
  await settle()
  expect(said).toEqual(['told', 'drawn'])
})

test('work that takes too long or fails holds nothing back', async () => {
  workAfterFrame(() => new Promise(() => {}))
  workAfterFrame(() => Promise.reject(new Error('no answer')))
  afterFrame(say('drawn'))
  frame()
  await settle()
  tellSoon(say('told'))
  await vi.advanceTimersByTimeAsync(100)
  expect(said).toEqual(['told', 'drawn'])
  tellSoon(say('told at once'))
  await settle()
  expect(said.at(-1)).toBe('told at once')
})

test('who comes when the frame has begun waits for the one after it', async () => {
  afterFrame(say('first'))
  frame()
  const first = frame
  afterFrame(say('second'))
  expect(frame).not.toBe(first)
  await settle()
  expect(said).toEqual(['first'])
  frame()
  await settle()
  expect(said).toEqual(['first', 'second'])
})

test('taken back, nothing is drawn', async () => {
  const takeBack = afterFrame(say('drawn'))
  takeBack()
  frame()
  await settle()
  expect(said).toEqual([])
})
