import { expect, type Locator, type Page } from '@playwright/test'
import { onRequest } from './watchedServer.ts'

/** The poll state. */
export const feed = (page: Page): Locator => page.getByRole('status', { name: 'Feed', exact: true })

/** Waits in the page itself until the poll state says so: a test that looks again now and then sees it later. */
export async function feedSays(page: Page, pattern: RegExp, timeout = 15_000): Promise<void> {
  await page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector('[role=status][aria-label=Feed]')?.textContent ?? ''),
    pattern.source,
    { timeout },
  )
}

export const processes = (page: Page): Locator => page.getByRole('grid', { name: 'Processes', exact: true })

/** Rows of the table that stand in the page now: the window of a longer list. */
export const processRows = (page: Page): Locator =>
  processes(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })

/** A row by the whole ID of its process. */
export const rowOf = (page: Page, processId: string): Locator =>
  processRows(page).filter({ has: page.getByRole('link', { name: processId, exact: true }) })

/** Opens a process's panel by keyboard. The focus holds the order, so from then on the row stays that process. */
export async function openRow(page: Page, processId: string): Promise<void> {
  await expect(async () => {
    await rowOf(page, processId).focus()
    await expect(rowOf(page, processId)).toBeFocused({ timeout: 1000 })
  }).toPass()
  await rowOf(page, processId).press('Enter')
}

export const rowCount = async (page: Page): Promise<number> =>
  Number(await processes(page).getAttribute('aria-rowcount'))

/** The whole IDs of the rows in the page, in order. */
export const shownIds = (page: Page): Promise<string[]> =>
  processRows(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''))

export const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Chosen process' })

export const regionButton = (page: Page, region: string): Locator =>
  page.getByRole('table').getByRole('button', { name: region, exact: true })

/** The drawn lines of a chart; Recharts gives them no role. */
export const chartLines = (page: Page, label: string): Locator =>
  page.getByRole('figure', { name: label, exact: true }).locator('path.recharts-line-curve')

/** The shape of a chart's first line, empty while there is none. */
export const chartPath = async (page: Page, label: string): Promise<string> =>
  (await chartLines(page, label).count()) === 0 ? '' : ((await chartLines(page, label).first().getAttribute('d')) ?? '')

/** Parts of a broken line: each begins with a move. */
export const strokes = (path: string): string[] => path.split(/(?=M)/).filter((part) => part !== '')

/** Opens an address and waits until the feed is live. */
export async function openLive(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(feed(page)).toContainText(/^Live/)
}

/** Pauses by its key. Nothing moves from then on: what was asked for before is not shown either. */
export async function pause(page: Page): Promise<void> {
  await page.keyboard.press('p')
  await expect(feed(page)).toContainText(/^Paused/)
}

/** Opens the fleet and waits for its table. */
export async function openFleet(page: Page, url: string): Promise<void> {
  await openLive(page, url)
  await expect(processRows(page).first()).toBeVisible()
}

/** Times at which the polls from now on came to the server, epoch ms; the server must be a watched one. */
export function watchPolls(page: Page): number[] {
  const polls: number[] = []
  onRequest(new URL(page.url()).origin, (path, at) => {
    if (path.endsWith('/list/running')) polls.push(at)
  })
  return polls
}

/** Parts of the page with such an address come only when the function that this gives is called. */
export async function holdBack(page: Page, address: RegExp): Promise<() => void> {
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(address, async (route) => {
    await held
    await route.continue()
  })
  return letGo
}

/** Lets time pass in which nothing is to happen: absence can't be waited for. */
export const quiet = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The longest time between two of these, ms. */
export const longestPause = (times: readonly number[]): number =>
  Math.max(0, ...times.slice(1).map((at, index) => at - (times[index] ?? at)))

/** The shortest time between two of these, ms. */
export const shortestPause = (times: readonly number[]): number =>
  Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? at)))

/** What is on the clipboard, as somebody would paste it: the page itself may not read it. */
export async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'pasted' })))
  const area = page.locator('#pasted')
  await area.focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(area).not.toHaveValue('')
  const text = await area.inputValue()
  await area.evaluate((element) => element.remove())
  return text
}
