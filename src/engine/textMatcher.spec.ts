import { describe, expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { selectSlots, slotsWithText } from '../select/filter.ts'
import { withNextLetter, type NextLetters } from '../select/nextLetters.ts'
import { textOf } from '../select/textIndex.ts'
import type { TextUpdate } from '../types/engine.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { applyPatch } from './patch.ts'
import { POLL_MS, row, TestFeed, type WireRow } from './testFeed.ts'
import { createTextMatcher, type MatchReport } from './textMatcher.ts'

// Longer than a screen: one page and one engine, in every order in which they hear of each other.

const NO_FILTER = { regions: [], statuses: [], deployments: [], hosts: [], attention: false }
const FIVE = ['alpha', 'bravo', 'charlie', 'delta', 'echo']
const FOUR = FIVE.slice(0, 4)

/** A page beside others: it shows the newest when it looks, they ask when they like. */
class Page {
  feed = new TestFeed()
  snapshot: FleetSnapshot | null = null
  bits: Uint8Array | null = null
  told: MatchReport[] = []
  next: NextLetters | null = null
  /** What the page is asked for is answered at once, unless a spec says when. */
  answers = true
  lacks: readonly number[] | null = []
  matcher = createTextMatcher(
    (said) => this.hear(said),
    (step) => step(),
  )
  private stop = (): void => {}

  private hear(said: MatchReport): void {
    this.told.push(said)
    if ('next' in said) {
      this.next = said.next
      return
    }
    if ('lacks' in said) {
      this.lacks = said.lacks
      if (this.answers) this.answer()
    } else this.bits = said.bits ?? this.bits
  }

  answer(): void {
    const rows = this.snapshot?.index.rows ?? []
    const slots = this.lacks ?? [...rows.keys()]
    this.matcher.fill(
      slots.map((slot) => {
        const facts = rows[slot]
        return [slot, facts ? textOf(facts, []) : null]
      }),
    )
  }

  /** From now on it can search. @param piece how many texts an update has at most */
  attach(piece = Number.POSITIVE_INFINITY): void {
    this.stop()
    this.stop = this.feed.engine.followTexts((update) => {
      for (const part of inPieces(update, piece)) this.matcher.takeIn(part)
    })
  }

  /** Another page asks. */
  async elsewhere(...list: (string | WireRow)[]): Promise<void> {
    this.feed.pass(POLL_MS)
    this.feed.running = list.map((one) => (typeof one === 'string' ? row(one) : one))
    await this.feed.ask()
  }

  /** It shows what the engine knows now. */
  look(tellsAtOnce = true): void {
    const before = this.snapshot ?? undefined
    this.snapshot = applyPatch(before, this.feed.engine.report(before ?? null, POLL_MS))
    if (tellsAtOnce) this.tell()
  }

  tell(): void {
    if (this.snapshot) this.matcher.shows({ engine: this.snapshot.engine, seq: this.snapshot.seq })
  }

  /** The processes it would show for a text. */
  find(text: string): (string | undefined)[] {
    this.bits = null
    this.matcher.find(text)
    return this.found()
  }

  found(): (string | undefined)[] {
    const { snapshot, bits } = this
    if (snapshot === null || bits === null) return ['not known yet']
    return [...slotsWithText(selectSlots(snapshot, NO_FILTER), bits)].map(
      (slot) => snapshot.index.rows[slot]?.processId,
    )
  }
}

function inPieces(update: TextUpdate, piece: number): TextUpdate[] {
  const parts: TextUpdate[] = []
  for (let from = 0; from === 0 || from < update.texts.length; from += piece) {
    const last = from + piece >= update.texts.length
    parts.push({ ...update, texts: update.texts.slice(from, from + piece), whole: update.whole && from === 0, last })
  }
  return parts
}

describe('a page that stands still while others ask', () => {
  test.each([
    ['that could search before', true],
    ['that begins to search then', false],
  ])('%s finds what it shows, and what the engine knows once it shows that', async (_title, before) => {
    const page = new Page()
    await page.elsewhere(...FIVE)
    page.look()
    if (before) page.attach()
    await page.elsewhere(...FOUR)
    await page.elsewhere(...FOUR, 'zulu')
    if (!before) page.attach()
    expect(page.find('echo')).toEqual(['echo'])
    expect(page.find('zulu')).toEqual([])
    expect(page.find('alpha')).toEqual(['alpha'])
    page.look()
    expect(page.find('echo')).toEqual([])
    expect(page.find('zulu')).toEqual(['zulu'])
    expect(page.find('alpha')).toEqual(['alpha'])
  })

  test('is told anew of a text that is looked for when it goes on', async () => {
    const page = new Page()
    await page.elsewhere(...FIVE)
    page.look()
    page.attach()
    expect(page.find('zulu')).toEqual([])
    await page.elsewhere(...FOUR)
    await page.elsewhere(...FOUR, 'zulu')
    expect(page.found()).toEqual([])
    page.look()
    expect(page.found()).toEqual(['zulu'])
    expect(page.told.at(-1)).toMatchObject({ of: { seq: 3 } })
  })

  test('finds by their rooms those that are still there, though it begins late and their rooms have changed', async () => {
    const page = new Page()
    await page.elsewhere('alpha', 'bravo')
    page.look()
    await page.elsewhere('alpha', row('bravo', { rooms: [sampleRoom({ roomId: 'lobby-7' })], totalRooms: 1 }))
    page.attach()
    expect(page.lacks).toEqual([1])
    expect(page.find('lobby-7')).toEqual(['bravo'])
  })

  test('finds nothing before it has told what is lacking', async () => {
    const page = new Page()
    page.answers = false
    await page.elsewhere(...FIVE)
    page.look()
    await page.elsewhere(...FOUR)
    page.attach()
    expect(page.find('echo')).toEqual(['not known yet'])
    page.answer()
    expect(page.found()).toEqual(['echo'])
  })
})

test.each([
  ['whole', Number.POSITIVE_INFINITY],
  ['in pieces', 2],
])('texts that come %s before the first snapshot, and are newer, are not taken for its own', async (_title, piece) => {
  const page = new Page()
  await page.elsewhere(...FIVE)
  page.look(false)
  await page.elsewhere(...FOUR)
  await page.elsewhere(...FOUR, 'zulu')
  page.attach(piece)
  page.tell()
  expect(page.find('zulu')).toEqual([])
  expect(page.find('echo')).toEqual(['echo'])
  page.look()
  expect(page.find('zulu')).toEqual(['zulu'])
})

test('a page that shows the newest is asked for nothing, and sees a change when its text comes', async () => {
  const page = new Page()
  await page.elsewhere(...FIVE)
  page.look()
  page.attach()
  page.find('zulu')
  for (const list of [FOUR, [...FOUR, 'zulu']]) {
    await page.elsewhere(...list)
    page.look()
  }
  expect(page.found()).toEqual(['zulu'])
  expect(page.told.filter((said) => 'lacks' in said)).toEqual([])
})

test('a page is told where each letter would lead before it is typed', async () => {
  const page = new Page()
  await page.elsewhere(...FIVE)
  page.look()
  page.attach()
  let typed = ''
  for (const letter of 'echo') {
    const before = page.next && withNextLetter(page.next, typed + letter)
    typed += letter
    page.find(typed)
    expect(before).toEqual(page.bits)
  }
  expect(page.told).toContainEqual({ next: page.next, of: { engine: page.snapshot?.engine, seq: 1 } })
})

test('a poll makes that anew, of what the page shows then, while somebody types', async () => {
  const page = new Page()
  await page.elsewhere(...FOUR)
  page.look()
  page.attach()
  page.find('ech')
  await page.elsewhere(...FIVE)
  page.look()
  expect(page.next && withNextLetter(page.next, 'echo')).toEqual(new Uint8Array([0, 0, 0, 0, 1]))
  expect(page.told.findLast((said) => 'next' in said)).toMatchObject({ of: { seq: page.snapshot?.seq } })
  const before = page.told.length
  for (let poll = 0; poll < 9; poll++) {
    await page.elsewhere(...FIVE)
    page.look()
  }
  expect(page.told.slice(before).filter((said) => 'next' in said).length).toBeLessThan(6)
})

test('what a later key asked for is found out, and not what the one before did', () => {
  const waiting: (() => void)[] = []
  const told: string[] = []
  const matcher = createTextMatcher(
    (said) => 'next' in said && told.push(said.next.needle),
    (step) => waiting.push(step),
  )
  matcher.takeIn({ engine: 'a', seq: 1, size: 1, texts: [[0, 'alpha', 1]], whole: true, last: true })
  for (const text of ['a', 'al', 'alp']) matcher.find(text)
  while (waiting.length > 0) waiting.shift()?.()
  expect(told).toEqual(['alp'])
})

describe('another engine', () => {
  /** The page shows five of the old one; the new one knows four others, in other slots. */
  async function replaced(before: boolean): Promise<Page> {
    const page = new Page()
    await page.elsewhere(...FIVE)
    page.look()
    if (before) page.attach()
    page.feed = new TestFeed()
    await page.elsewhere('zulu', ...FOUR)
    page.attach()
    return page
  }

  test.each([
    ['that it searched before', true],
    ['that it begins to search', false],
  ])('is not searched while the page shows the one before, %s', async (_title, before) => {
    const page = await replaced(before)
    expect(page.find('echo')).toEqual(['echo'])
    expect(page.find('zulu')).toEqual([])
    expect(page.find('bravo')).toEqual(['bravo'])
    await page.elsewhere('zulu', ...FOUR, 'yankee')
    expect(page.find('alpha')).toEqual(['alpha'])
    page.look()
    expect(page.find('zulu')).toEqual(['zulu'])
    expect(page.find('echo')).toEqual([])
    expect(page.find('yankee')).toEqual(['yankee'])
  })

  test('is searched when its last piece comes to a page that shows it already', async () => {
    const page = new Page()
    await page.elsewhere(...FIVE)
    page.look()
    page.attach()
    page.feed = new TestFeed()
    await page.elsewhere('zulu', ...FOUR)
    const pieces: TextUpdate[] = []
    page.feed.engine.followTexts((update) => void pieces.push(...inPieces(update, 2)))
    const [first, ...rest] = pieces
    if (first === undefined) expect.unreachable()
    page.matcher.takeIn(first)
    page.look()
    for (const piece of rest) page.matcher.takeIn(piece)
    expect(page.find('zulu')).toEqual(['zulu'])
    expect(page.find('delta')).toEqual(['delta'])
  })
})
