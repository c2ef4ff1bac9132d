import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { choose, WRITER } from '../support/exported.ts'
import { feed, holdBack, openFleet, openLive, panel, pause, processRows, quiet, shownIds } from '../support/page.ts'

// Every route and state against WCAG 2.2 AA, in both themes and at both ends of the width.

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What can differ between themes: the rest is asked once. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block']
const WIDTHS = [1440, 360] as const
const BAR = '[role=group][aria-label=Export]'

/** Rules or tags to ask for, and single rules that are not. */
interface Rules {
  run: readonly string[]
  but?: readonly string[]
}

/**
 * What axe finds, in words short enough to read in a failure. Only findings are written out, and they are gathered in
 * the page itself (it has no frames of others): writing out what passed takes three times as long as finding it.
 */
async function findings(page: Page, within: string, { run, but = [] }: Rules): Promise<string[]> {
  const rules = Object.fromEntries(but.map((rule) => [rule, { enabled: false }]))
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], runOnly: [...run], rules })
    .include(within)
  const { violations } = await axe.setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 5).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

/**
 * In the light theme, then in the dark one, as the system changes it under an open page. Colours are the same at every
 * width: they are asked at the wide one.
 */
async function expectAccessible(page: Page, where: string, within = 'body'): Promise<void> {
  const isWide = (page.viewportSize()?.width ?? 0) >= Math.max(...WIDTHS)
  const wide = [
    ['light', { run: OF_COLOUR }],
    ['dark', { run: TAGS }],
  ] as const
  const narrow = [['dark', { run: TAGS, but: OF_COLOUR }]] as const
  for (const [colorScheme, rules] of isWide ? wide : narrow) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    expect(await findings(page, within, rules), `${where}, ${colorScheme}`).toEqual([])
  }
}

async function expectClean(page: Page, where: string, within = 'body'): Promise<void> {
  await expectAccessible(page, where, within)
  // Nothing sticks out sideways either.
  const wide = await page.evaluate(() => [document.scrollingElement?.scrollWidth ?? 0, window.innerWidth])
  expect(wide[0], `${where}: width of the page`).toBeLessThanOrEqual(wide[1] ?? 0)
}

for (const width of WIDTHS) {
  test.describe(`${width} px`, () => {
    test.use({ colorScheme: 'dark', viewport: { width, height: 900 } })

    test('every route', async ({ page, deck }) => {
      await openFleet(page, `${deck.url}/?sort=-rooms`)
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

      for (const name of ['Drains', 'Rollouts', 'Capacity', 'Events', 'Alerts', 'Report', 'Health', 'Settings']) {
        await page.getByRole('link', { name, exact: true }).click()
        await expect(page.getByRole('heading', { level: 1 })).toContainText(new RegExp(name, 'i'))
        await expect(page.getByRole('main').getByText(/Waiting/)).toHaveCount(0)
        await expectClean(page, name)
      }
      for (const path of ['/processes/nobody', '/nowhere']) {
        await openLive(page, `${deck.url}${path}`)
        await expect(page.getByRole('main')).not.toBeEmpty()
        await expectClean(page, path)
      }
    })

    test('open menus', async ({ page, deck }) => {
      await openFleet(page, deck.url)
      // Charts that come later would push the menus away from under the pointer.
      await expect(page.getByRole('figure').nth(1)).toBeVisible()
      const open = [
        ['Poll interval', 'menu'],
        ['Time zone', 'menu'],
        ['More of active connections', 'menu'],
        ['Export', 'menu'],
        ['Columns', 'dialog'],
        ['Views', 'dialog'],
        ['Time range: custom', 'dialog'],
      ] as const
      for (const [name, role] of open) {
        const button = page.getByRole('button', { name, exact: role === 'menu' && name === 'Export' })
        await button.click()
        await expect(page.getByRole(role).locator('input, [role^=menuitem]').first()).toBeVisible()
        await expectAccessible(page, name, `[role=${role}]`)
        await page.keyboard.press('Escape')
        await expect(page.getByRole(role)).toHaveCount(0)
        await expect(button, name).toBeFocused()
      }
    })

    test('selection, charts as tables', async ({ page, deck }) => {
      await openFleet(page, `${deck.url}/?by=region&stack=1&compare=window&table=lower`)
      await processRows(page).nth(1).focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Shift+Space')
      await expect(page.getByRole('region', { name: 'Selected processes' })).toContainText('2 processes selected')
      await expect(page.getByRole('group', { name: /table$/ })).toBeVisible()
      await expectClean(page, 'selection, charts as tables')
    })

    test('palette, keys', async ({ page, deck }) => {
      await openFleet(page, deck.url)
      await page.keyboard.press('ControlOrMeta+k')
      await page.getByRole('textbox', { name: 'Find a command' }).fill('to')
      await expect(page.getByText('Tokyo').last()).toBeVisible()
      await expectClean(page, 'palette')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
      await expectClean(page, 'keys')
    })

    test('an export, while it runs and when it is done', async ({ page, deck }) => {
      await openFleet(page, deck.url)
      await expect(page.getByRole('figure').nth(1)).toBeVisible()
      const bar = page.locator(BAR)
      const letGo = await holdBack(page, WRITER)
      await choose(page, 'Rooms as CSV')
      await expect(bar).toContainText(/^Exporting rooms/)
      await expectClean(page, 'exporting', BAR)
      letGo()
      await expect(bar).toContainText(/^Exported /)
      await expectClean(page, 'exported', BAR)
    })

    test('back after a while', async ({ page, roomdeck }) => {
      const { url } = await roomdeck({ flags: ['--interval', '1s', '--speed', '600'] })
      await openFleet(page, url)
      await pause(page)
      await quiet(2000)
      await page.keyboard.press('p')
      await expect(page.getByRole('region', { name: 'While you were away' }).getByRole('link').first()).toBeVisible()
      await expectClean(page, 'fleet, while you were away')
      // What stands in lists of links is a target of its own, wrapped or not.
      for (const name of ['While you were away', 'Verdict']) {
        for (const link of await page.getByRole('region', { name }).getByRole('link').all()) {
          const height = await link.evaluate((element) =>
            Math.min(...[...element.getClientRects()].map((rect) => rect.height)),
          )
          expect(height, `${name}: ${await link.textContent()}`).toBeGreaterThanOrEqual(24)
        }
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
      for (const name of ['Drains', 'Rollouts', 'Capacity', 'Events', 'Health', 'Settings']) {
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
