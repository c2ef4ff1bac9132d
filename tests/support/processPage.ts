import type { Locator, Page } from '@playwright/test'
import { ago, wireRoom, type WireRow } from './rows.ts'

// The page of one process, as specs look at it.

/** The table of its rooms. */
export const rooms = (page: Page): Locator => page.getByRole('table', { name: 'Rooms' })
export const roomIds = (page: Page): Promise<string[]> =>
  rooms(page)
    .getByRole('rowheader')
    .evaluateAll((cells) => cells.map((cell) => cell.querySelector('bdi')?.textContent ?? ''))
export const roomRow = (page: Page, roomId: string): Locator =>
  rooms(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `copy room ID ${roomId}`, exact: true }) })
export const fold = (page: Page, roomId: string): Locator =>
  roomRow(page, roomId).getByRole('button', { name: /characters?$/ })
export const config = (page: Page, roomId: string): Locator =>
  rooms(page)
    .getByRole('group', { name: `Config of room ${roomId}`, exact: true })
    .locator('pre')
export const life = (page: Page): Locator => page.getByRole('list', { name: 'Lifecycle so far' })

/** What was copied, as somebody else sees it: our own page may not look. */
export async function copied(page: Page): Promise<string> {
  const elsewhere = await page.context().newPage()
  await elsewhere.setContent('<textarea></textarea>')
  const box = elsewhere.getByRole('textbox')
  await box.press('ControlOrMeta+v')
  const text = await box.inputValue()
  await elsewhere.close()
  await page.bringToFront()
  return text
}

/** A room that was placed so many minutes ago. */
export const roomSince = (roomId: string, minutes: number, change: WireRow = {}): WireRow =>
  wireRoom('p-1', roomId, {
    currentAllocation: {
      roomAllocationId: `allocation-of-${roomId}`,
      processId: 'p-1',
      scheduledAt: ago(minutes * 60),
      unscheduledAt: null,
    },
    ...change,
  })

export const CONFIGS: readonly WireRow[] = [
  roomSince('r-10', 5, { roomConfig: '{"map":"Harbor","id":76561198000000001}' }),
  roomSince('r-9', 40, { status: 'suspended', roomConfig: 'ranked on \u202Eharbor' }),
  roomSince('a-1', 20, { roomConfig: '{"map":"glacier"}' }),
  wireRoom('p-1', 'z-0', { status: 'scheduling', currentAllocation: null }),
]
