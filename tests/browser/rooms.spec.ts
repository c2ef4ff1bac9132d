import type { Locator, Page } from '@playwright/test'
import { handMadeUpstream } from '../support/handMadeUpstream.ts'
import { expect, test } from '../support/app.ts'
import { openLive } from '../support/page.ts'
import { config, CONFIGS, copied, fold, roomIds, roomRow, rooms, roomSince } from '../support/processPage.ts'
import { wireRow } from '../support/rows.ts'

// The rooms of one process.

const upstream = handMadeUpstream()
const flags = () => ['--upstream', upstream().url, '--interval', '1s']

/** The page of the one process listed, with the four rooms of CONFIGS; answers the server's address. */
async function openRooms(page: Page, roomdeck: (options: { flags: string[] }) => Promise<{ url: string }>) {
  upstream().list([wireRow('p-1', { rooms: CONFIGS, totalRooms: 4 })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  return url
}

test('rooms are ordered by their headings, oldest first unless the address says otherwise', async ({
  page,
  roomdeck,
}) => {
  await openRooms(page, roomdeck)
  const heading = (name: string): Locator => rooms(page).getByRole('columnheader', { name })
  await expect(heading('Age')).toHaveAttribute('aria-sort', 'descending')
  expect(await roomIds(page)).toEqual(['r-9', 'a-1', 'r-10', 'z-0'])
  for (const [name, sort, ids] of [
    ['Age', 'age', ['r-10', 'a-1', 'r-9', 'z-0']],
    ['Room', 'room', ['a-1', 'r-9', 'r-10', 'z-0']],
    ['Room', '-room', ['z-0', 'r-10', 'r-9', 'a-1']],
    ['Status', 'status', ['a-1', 'r-10', 'z-0', 'r-9']],
  ] as const) {
    await heading(name).getByRole('button').press('Enter')
    await expect(page).toHaveURL(new RegExp(`roomsort=${sort}$`))
    await expect.poll(() => roomIds(page), sort).toEqual(ids)
    await expect(heading(name)).toHaveAttribute('aria-sort', sort.startsWith('-') ? 'descending' : 'ascending')
    await expect(heading('Age')).toHaveAttribute('aria-sort', name === 'Age' ? 'ascending' : 'none')
  }
  await page.reload()
  await expect.poll(() => roomIds(page)).toEqual(['a-1', 'r-10', 'z-0', 'r-9'])
  await page.goBack()
  await expect.poll(() => roomIds(page)).toEqual(['z-0', 'r-10', 'r-9', 'a-1'])
})

test('rooms are found by ID and by config; the text stands in the address and stays with the process', async ({
  page,
  roomdeck,
}) => {
  const url = await openRooms(page, roomdeck)
  const box = page.getByRole('textbox', { name: 'Find rooms by ID or config' })
  await box.fill('HARBOR')
  await expect.poll(() => roomIds(page)).toEqual(['r-9', 'r-10'])
  await expect(page.getByText('2 of 4 rooms')).toBeVisible()
  await expect(page).toHaveURL(/roomq=HARBOR$/)
  await page.reload()
  await expect(box).toHaveValue('HARBOR')
  await expect.poll(() => roomIds(page)).toEqual(['r-9', 'r-10'])

  await box.fill('nowhere')
  await expect(page.getByText('No room matches.')).toBeVisible()
  await expect(page.getByText('No room on this process')).toHaveCount(0)
  await expect(rooms(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Show all rooms' }).click()
  await expect.poll(() => roomIds(page)).toHaveLength(4)
  await expect(page).not.toHaveURL(/roomq/)

  await box.fill('r-9')
  await expect(page).toHaveURL(/roomq=r-9/)
  await page.getByRole('link', { name: '← Fleet' }).click()
  await expect(page).toHaveURL(`${url}/`)
})

test('no room is said in words of its own', async ({ page, roomdeck }) => {
  upstream().list([wireRow('p-1')])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  await expect(page.getByText('No room on this process')).toBeVisible()
  await expect(rooms(page)).toHaveCount(0)
  await expect(page.getByText('None since we began to watch')).toBeVisible()
})

test('very many rooms are drawn when somebody wants them', async ({ page, roomdeck }) => {
  const many = Array.from({ length: 450 }, (_, n) => roomSince(`r-${n}`, n + 1))
  upstream().list([wireRow('p-1', { rooms: many, totalRooms: 450, roomsPerProcess: 500 })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  await expect(rooms(page).getByRole('rowheader')).toHaveCount(200)
  expect((await roomIds(page))[0]).toBe('r-449')
  await page.getByRole('button', { name: 'Show all 450 rooms' }).click()
  await expect(rooms(page).getByRole('rowheader')).toHaveCount(450)
})

test('a config is folded to a line, JSON over lines when open, anything else as it is, and copied as sent', async ({
  page,
  context,
  roomdeck,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openRooms(page, roomdeck)
  const json = fold(page, 'r-10')
  await expect(json).toHaveAccessibleName('{"map":"Harbor","id":76561198000000001} 39 characters')
  await expect(json).toHaveAttribute('aria-expanded', 'false')
  await expect(config(page, 'r-10')).toHaveCount(0)
  await json.press('Enter')
  await expect(json).toHaveAttribute('aria-expanded', 'true')
  // To the last digit, though no JavaScript number has it.
  await expect(config(page, 'r-10')).toHaveText('{\n  "map": "Harbor",\n  "id": 76561198000000001\n}')
  await page.getByRole('button', { name: 'copy config of room r-10' }).press('Enter')
  await expect.poll(() => copied(page)).toBe('{"map":"Harbor","id":76561198000000001}')

  await fold(page, 'r-9').press('Enter')
  await expect(page.getByText('Not JSON, shown as it is')).toBeVisible()
  await expect(config(page, 'r-9')).toHaveText('ranked on [U+202E]harbor')
  await expect(roomRow(page, 'z-0').getByText('none')).toBeVisible()
  // What is open stays open while polls come in.
  upstream().list([wireRow('p-1', { rooms: CONFIGS.slice(0, 2), totalRooms: 2 })])
  await expect(rooms(page).getByRole('rowheader')).toHaveCount(2)
  await expect(config(page, 'r-9')).toBeVisible()
  await json.press('Enter')
  await expect(config(page, 'r-10')).toHaveCount(0)
})

test('10,000 characters are one piece of text, made when it is opened', async ({ page, roomdeck }) => {
  const entries = Array.from({ length: 700 }, (_, n) => [`k${n}`, `v${n}`])
  const long = JSON.stringify(Object.fromEntries(entries)).padEnd(10_000, ' ')
  upstream().list([wireRow('p-1', { rooms: [roomSince('long', 5, { roomConfig: long })], totalRooms: 1 })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  await expect(fold(page, 'long')).toContainText('10,000 characters')
  const elements = () => rooms(page).evaluate((table) => table.querySelectorAll('*').length)
  const before = await elements()
  await fold(page, 'long').click()
  await expect(config(page, 'long')).toContainText('"k699": "v699"')
  expect((await elements()) - before).toBeLessThan(10)
})

test('a room’s age stands against those of the rooms that ended', async ({ page, roomdeck }) => {
  const kept = [roomSince('old', 60), roomSince('middle', 20), roomSince('young', 1)]
  // Of 5 to 34 minutes when they end.
  const ending = Array.from({ length: 30 }, (_, n) => roomSince(`r-${n}`, n + 5))
  upstream().list([wireRow('p-1', { rooms: [...kept, ...ending], totalRooms: 33, roomsPerProcess: 40 })])
  const { url } = await roomdeck({ flags: flags() })
  await openLive(page, `${url}/processes/p-1`)
  await expect(rooms(page).getByRole('rowheader')).toHaveCount(33)
  upstream().list([wireRow('p-1', { rooms: kept, totalRooms: 3, roomsPerProcess: 40 })])
  await expect(roomRow(page, 'old')).toContainText('older than all')
  await expect(roomRow(page, 'young')).toContainText('younger than all')
  const middle = roomRow(page, 'middle').getByText(/^older than (?:4|5)\d %$/)
  await expect(middle).toHaveAttribute('title', /^Of the 30 rooms of deployment .* seen to end$/)
})
