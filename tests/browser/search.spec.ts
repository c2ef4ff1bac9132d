import { expect, test } from '../support/app.ts'
import { openFleet, processes } from '../support/page.ts'
import { startHandMade, wireRow } from '../support/rows.ts'

const IDS = ['alpha-1', 'alpine-2', 'alto-3', 'beta-4', 'beta-45', 'gamma-5']

test('a letter and what it finds are drawn as one', async ({ page, roomdeck }) => {
  const upstream = await startHandMade(IDS.map((id) => wireRow(id)))
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url] })
  await openFleet(page, url)
  const box = page.getByRole('searchbox')
  await box.focus()
  // Long enough for the next letter to be found out, which nothing on the page tells.
  const typed = async (before: string, letter: string): Promise<string | null> => {
    await box.fill(before)
    await page.waitForTimeout(150)
    return processes(page).evaluate(async (grid, text) => {
      document.execCommand('insertText', false, text)
      // What was to be drawn at once is drawn; no answer of a worker can have come.
      for (let step = 0; step < 10; step++) await Promise.resolve()
      return grid.getAttribute('aria-rowcount')
    }, letter)
  }
  for (const text of ['al', 'alp', 'alph', 'beta-45', 'alx']) {
    // Every letter leaves fewer.
    const found = IDS.filter((id) => id.includes(text)).length
    await expect.poll(() => typed(text.slice(0, -1), text.slice(-1)), text).toBe(String(found))
    // The worker finds the same.
    await box.fill('')
    await box.fill(text)
    await expect(processes(page)).toHaveAttribute('aria-rowcount', String(found))
  }
  await upstream.close()
})

test('a search whose script did not come at first begins when it does', async ({ page, roomdeck, trouble }) => {
  trouble.expect(/search\.worker/)
  trouble.expect(/net::ERR_FAILED/)
  const upstream = await startHandMade(IDS.map((id) => wireRow(id)))
  const { url } = await roomdeck({ flags: ['--upstream', upstream.url] })
  let refused = 0
  await page.route(/search\.worker/, (route) => {
    refused += 1
    return route.abort()
  })
  await openFleet(page, url)
  await page.getByRole('searchbox').fill('alp')
  await expect.poll(() => refused).toBeGreaterThan(0)
  await page.waitForTimeout(500)
  await page.unroute(/search\.worker/)
  await expect(processes(page)).toHaveAttribute('aria-rowcount', '2')
  await upstream.close()
})
