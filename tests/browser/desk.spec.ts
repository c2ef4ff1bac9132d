import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/app.ts'
import { feed, openFleet, openLive, panel, pasted, processes, processRows, shownIds } from '../support/page.ts'

// What makes it one's own desk: the palette and keys, zone and settings.

test.describe('palette', () => {
  test('finds pages, processes, regions and commands; what it did is seen', async ({ page, deck }) => {
    // One that has rooms.
    await openFleet(page, `${deck.url}/?sort=-rooms`)
    const [id = ''] = await shownIds(page)
    const find = async (text: string): Promise<void> => {
      await expect(page.getByRole('textbox', { name: 'Find a command' })).toHaveCount(0)
      await page.keyboard.press('ControlOrMeta+k')
      await page.getByRole('textbox', { name: 'Find a command' }).fill(text)
    }
    await find(id.slice(3))
    await page.keyboard.press('Enter')
    await expect(panel(page).getByRole('heading', { level: 2 })).toContainText(id)
    await page.keyboard.press('Escape')

    await find('frankf')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/region=Frankfurt/)

    // A room, wherever it is.
    await page.goto(`${deck.url}/processes/${encodeURIComponent(id)}`)
    const room = page.getByRole('table', { name: 'Rooms' }).getByRole('rowheader').first().locator('bdi')
    const roomId = (await room.textContent()) ?? ''
    await find(roomId)
    await page
      .getByRole('option', { name: `${roomId} room, on ${id}` })
      .or(page.getByText(`room, on ${id}`))
      .first()
      .click()
    await expect(page).toHaveURL(new RegExp(`process=${id}.*roomq=${roomId}|roomq=${roomId}.*process=${id}`))
    await expect(panel(page).getByRole('table', { name: 'Rooms' })).toContainText(roomId)
    await page.keyboard.press('Escape')

    await find('go to events')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/events/)

    await find('pause')
    await page.keyboard.press('Enter')
    await expect(feed(page)).toContainText(/^Paused/)

    await find('light theme')
    await page.keyboard.press('Enter')
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')

    // A text that no command has is looked for in rooms and addresses.
    await find('203.0.113')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/\?.*q=203\.0\.113/)
    await expect(page.getByRole('searchbox', { name: /^Find processes/ })).toHaveValue('203.0.113')
  })

  test('it and the list of keys give the focus back', async ({ page, deck }) => {
    await openFleet(page, deck.url)
    for (const name of [/^Export$/, /^Time zone/, /^Tokyo$/]) {
      for (const keys of ['ControlOrMeta+k', '?']) {
        const button = page.getByRole('button', { name }).first()
        await button.focus()
        await page.keyboard.press(keys)
        await expect(page.getByRole('dialog')).toBeVisible()
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toHaveCount(0)
        await expect(button, `${name}, ${keys}`).toBeFocused()
      }
    }
  })

  test('keys are listed as they are; they are letters in a field', async ({ page, deck }) => {
    await openFleet(page, deck.url)
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await expect(keys).toContainText('Pause')
    await expect(keys).toContainText('Ctrl + K')
    await page.keyboard.press('Escape')
    await expect(keys).toHaveCount(0)
    await page.keyboard.press('/')
    const box = page.getByRole('searchbox', { name: /^Find processes/ })
    await expect(box).toBeFocused()
    await page.keyboard.type('pr?')
    await expect(box).toHaveValue('pr?')
    await expect(feed(page)).toContainText(/^Live/)
    await expect(keys).toHaveCount(0)
  })

  test('copies what is seen, with time, filters and the link', async ({ page, context, deck }) => {
    await context.grantPermissions(['clipboard-write'])
    await openFleet(page, `${deck.url}/?region=Tokyo`)
    await page.keyboard.press('p')
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('textbox', { name: 'Find a command' }).fill('as markdown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status', { name: 'Done' })).toContainText('Copied what this page shows')
    const copied = await pasted(page)
    expect(copied).toContain('## Fleet · Roomdeck')
    expect(copied).toContain(page.url())
    expect(copied).toMatch(/\d{4}, \d\d:\d\d:\d\d .+ · Paused/)
    expect(copied).toMatch(/\| Region \| Connections \|/)
    expect(copied).toMatch(/- Connections: [\d,.k ]+/)
    const [id = ''] = await shownIds(page)
    expect(copied).toContain(
      ((await processRows(page).first().getByRole('link').textContent()) ?? id).replaceAll(/[\u2066-\u2069]/g, ''),
    )
    expect(copied).toContain('Active connections over time: ')
  })
})

test.describe('settings', () => {
  test('the zone holds on every page and is named', async ({ page, deck }) => {
    await openFleet(page, deck.url)
    await page.getByRole('button', { name: /^Time zone/ }).click()
    await page.getByRole('menuitem', { name: 'Another zone…' }).click()
    await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Tokyo')
    await expect(page.getByRole('button', { name: 'Time zone: GMT+9' })).toBeVisible()
    await page.getByRole('link', { name: 'Fleet', exact: true }).click()
    await expect(page.getByRole('figure', { name: 'Active connections over time' })).toContainText('GMT+9')
    await page.getByRole('button', { name: /^Time zone/ }).click()
    await page.getByRole('menuitemradio', { name: 'UTC', exact: true }).click()
    await expect(page.getByRole('figure', { name: 'Active connections over time' })).toContainText('UTC')
  })

  test('egress in bits, everywhere', async ({ page, deck }) => {
    await openLive(page, `${deck.url}/settings`)
    await page.getByRole('radiogroup', { name: 'Egress in' }).getByText('Mbit/s').click()
    await page.getByRole('link', { name: 'Fleet', exact: true }).click()
    await expect(processRows(page).first()).toBeVisible()
    await expect.poll(() => processes(page).textContent()).toMatch(/\d [kM]bit\/s/)
    expect(await processes(page).textContent()).not.toMatch(/\d [kM]B\/s/)
  })

  test('all settings go to a file and come back; what does not hold is said', async ({ page, deck }) => {
    await openLive(page, `${deck.url}/settings`)
    await page.getByRole('radiogroup', { name: 'Table rows' }).getByText('dense').click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save to a file' }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      format: 'roomdeck.preferences',
      version: 1,
      preferences: { density: 'dense' },
    })
    await page.getByRole('button', { name: 'Reset all' }).click()
    await page.getByRole('button', { name: /^Really reset/ }).click()
    await expect(page.getByRole('radio', { name: 'normal' })).toBeChecked()
    const take = (buffer: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(buffer) })
    await take(text.replace('"dense"', '"tiny"'))
    await expect(page.getByText('density does not hold')).toBeVisible()
    await take(text)
    await expect(page.getByRole('radio', { name: 'dense' })).toBeChecked()
    await take('not a file of ours')
    await expect(page.getByText('this is no file of preferences, version 1')).toBeVisible()
    await expect(page.getByRole('radio', { name: 'dense' })).toBeChecked()
  })
})

test.describe('on a laptop', () => {
  test.use({ viewport: { width: 1440, height: 765 } })

  test('verdict, figures, all regions, both charts and six rows are above the fold', async ({ page, deck }) => {
    await openFleet(page, deck.url)
    const charts = page.getByRole('figure')
    await expect(charts).toHaveCount(2)
    await expect(charts.nth(1)).toBeVisible()
    for (const one of [
      page.getByRole('region', { name: 'Verdict' }),
      page.getByRole('definition').last(),
      page.getByRole('rowheader', { name: 'All', exact: true }),
      charts.nth(1),
    ]) {
      const box = await one.boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? Number.NaN)).toBeLessThan(765)
    }
    // Of the sixth its figures can be read.
    const sixth = await page.locator('[role=row][aria-rowindex="6"]').boundingBox()
    expect((sixth?.y ?? Number.NaN) + 20).toBeLessThanOrEqual(765)
  })
})

test('the theme follows the preference: chosen, reset, and in another tab', async ({ page, context, deck }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openLive(page, `${deck.url}/settings`)
  const scheme = (one: typeof page) => one.locator('html').getAttribute('data-mantine-color-scheme')
  const other = await context.newPage()
  await other.emulateMedia({ colorScheme: 'light' })
  await openLive(other, deck.url)
  await page.getByRole('radio', { name: 'Dark', exact: true }).check({ force: true })
  for (const one of [page, other]) await expect.poll(() => scheme(one)).toBe('dark')
  await page.reload()
  await expect.poll(() => scheme(page)).toBe('dark')
  await page.getByRole('button', { name: 'Reset all' }).click()
  await page.getByRole('button', { name: /^Really reset/ }).click()
  for (const one of [page, other]) await expect.poll(() => scheme(one)).toBe('light')
})

test('an Escape that closes a menu leaves the panel behind it open', async ({ page, deck }) => {
  await openFleet(page, deck.url)
  await processRows(page).first().getByRole('gridcell').first().click()
  await expect(panel(page)).toBeVisible()
  await page.getByRole('button', { name: 'Poll interval' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(panel(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
})
