import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { feed, openFleet, openLive, panel, processRows, shownIds } from '../support/page.ts'

// Every route and state against WCAG 2.2 AA, in both themes and at both ends of the width.

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const THEMES = ['dark', 'light'] as const
const WIDTHS = [1440, 360] as const

/** What axe finds, in words short enough to read in a failure. */
async function findings(page: Page, within = 'body'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(TAGS).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 5).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

async function expectClean(page: Page, where: string): Promise<void> {
  expect(await findings(page), where).toEqual([])
  // Nothing sticks out sideways either.
  const wide = await page.evaluate(() => [document.scrollingElement?.scrollWidth ?? 0, window.innerWidth])
  expect(wide[0], `${where}: width of the page`).toBeLessThanOrEqual(wide[1] ?? 0)
}

for (const colorScheme of THEMES) {
  for (const width of WIDTHS) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } })

      test('every route', async ({ page, deck }) => {
        await openFleet(page, `${deck.url}/?sort=-rooms`)
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
        const [id = ''] = await shownIds(page)
        await expect(page.getByRole('figure').first()).toBeVisible()
        await expectClean(page, 'fleet')

        await openLive(page, `${deck.url}/?process=${encodeURIComponent(id)}&region=Tokyo&q=a&attention=1`)
        await expect(panel(page).getByRole('heading', { level: 2 })).toBeVisible()
        await expectClean(page, 'panel, nothing matches')

        await openLive(page, `${deck.url}/processes/${encodeURIComponent(id)}`)
        await page
          .getByRole('table', { name: 'Rooms' })
          .getByText(/characters/)
          .first()
          .click()
        await page.getByText('Raw JSON').click()
        await expect(page.getByText(`"processId": "${id}"`)).toBeVisible()
        await expectClean(page, 'process, unfolded')

        for (const path of ['/processes/nobody', '/drains', '/health', '/nowhere']) {
          await openLive(page, `${deck.url}${path}`)
          await expect(page.getByRole('main')).not.toBeEmpty()
          await expect(page.getByRole('main').getByText(/Waiting/)).toHaveCount(0)
          await expectClean(page, path)
        }
      })

      test('open menus', async ({ page, deck }) => {
        await openFleet(page, deck.url)
        for (const name of ['Poll interval', 'Columns']) {
          await page.getByRole('button', { name }).click()
          await expect(page.getByRole('menu')).toBeVisible()
          await expect(
            page.getByRole(/Columns/.test(name) ? 'menuitemcheckbox' : 'menuitemradio').first(),
          ).toBeVisible()
          expect(await findings(page, '[role=menu]'), name).toEqual([])
          await page.keyboard.press('Escape')
          await expect(page.getByRole('menu')).toHaveCount(0)
        }
      })

      test('while failing, with rejects before that', async ({ page, deck, trouble }) => {
        trouble.expect(NETWORK_ERRORS)
        await deck.setFaults(['bad-rows=8', 'unknown-keys', 'new-enums'])
        await openFleet(page, `${deck.url}/?sort=-rooms`)
        await expect(page.getByRole('link', { name: '8 rows rejected' })).toBeVisible()
        await page.getByRole('link', { name: '8 rows rejected' }).click()
        await page.getByText('Sample').first().click()
        await expectClean(page, 'health with rejects')
        await deck.setFaults(['http-500'])
        await page.goBack()
        await expect(feed(page)).toContainText(/^Failing/)
        await processRows(page).nth(2).press('Enter')
        await expect(panel(page)).toBeVisible()
        await expectClean(page, 'fleet, failing')
        // In the page: a reload would lose the rows.
        for (const name of ['Drains', 'Health']) {
          await page.getByRole('link', { name, exact: true }).click()
          await expect(feed(page)).toContainText(/^Failing/)
          await expectClean(page, `${name}, failing`)
        }
        await page.goto(deck.url)
        await expect(page.getByText('No data yet')).toBeVisible()
        await expectClean(page, 'no data yet')
      })
    })
  }
}
