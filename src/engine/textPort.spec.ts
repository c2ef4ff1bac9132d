import { expect, test } from 'vitest'
import { rows, TestFeed } from './testFeed.ts'
import { sendTextsOver } from './textPort.ts'

/** A page's end: what it got, and whether it was closed. */
function page(feed: TestFeed, heard = true) {
  const seen = { got: [] as unknown[], closed: 0, heard }
  const port = { postMessage: (update: unknown) => void seen.got.push(update), close: () => void (seen.closed += 1) }
  sendTextsOver(feed.engine.followTexts, port, () => seen.heard)
  return seen
}

test('a page that is not heard of any more gets null once, and others go on', async () => {
  const feed = new TestFeed()
  await feed.poll(rows(2))
  const gone = page(feed)
  const here = page(feed)
  gone.heard = false
  await feed.poll(rows(3))
  await feed.poll(rows(4))
  expect(gone.got.slice(1)).toEqual([null])
  expect(gone.closed).toBe(1)
  expect(here.got).toHaveLength(3)
  expect(here.closed).toBe(0)
})

test('so does one that is silent as it asks', async () => {
  const feed = new TestFeed()
  await feed.poll(rows(2))
  const gone = page(feed, false)
  await feed.poll(rows(3))
  expect(gone.got).toEqual([null])
  expect(gone.closed).toBe(1)
})
