import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/app.ts'
import { openLive } from '../support/page.ts'

// The report: what the fleet came to, for who plans and who pays.

test('says what each region and deployment came to, how much of the time was seen, and what it cost', async ({
  page,
  roomdeck,
}) => {
  const { url } = await roomdeck({ flags: ['--interval', '1s', '--processes', '120', '--speed', '60'] })
  await openLive(page, `${url}/report`)
  await expect(page.getByText(/of 168 h seen/)).toBeVisible()
  const regions = page.getByRole('table', { name: 'Report by region' })
  const all = regions.getByRole('row', { name: /^All/ })
  await expect(all).toContainText(/\d in \d+ h[\d.]+ per 1,000 h/)
  await expect(all).toContainText(/idle [\d.]+, draining [\d.]+/)
  await expect(regions.getByRole('columnheader', { name: 'Too few slots' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Report by deployment' })).toBeVisible()
  await expect(regions.getByRole('columnheader', { name: 'Cost' })).toHaveCount(0)

  const price = page.getByRole('textbox', { name: 'price of a process-hour' })
  await price.fill('ten')
  await expect(page.getByText('a number from 0 to 1000000 is needed')).toBeVisible()
  await price.fill('1,500')
  await expect(page.getByText('write thousands without a comma, such as 1500')).toBeVisible()
  await expect(regions.getByRole('columnheader', { name: 'Cost' })).toHaveCount(0)
  await price.fill('0,25')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(regions.getByRole('columnheader', { name: 'Cost' })).toBeVisible()

  await page.getByRole('radio', { name: '14 days' }).check({ force: true })
  await expect(page).toHaveURL(/days=14/)
  await expect(page.getByText(/of 336 h seen/)).toBeVisible()

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^roomdeck-report-.*\.csv$/)
  const text = await readFile(await file.path(), 'utf8')
  const [head = '', first = ''] = text.replace('\uFEFF', '').split('\r\n')
  expect(head).toMatch(/^from,to,of,name,secondsSeen,peakConnections,/)
  expect(head).toContain('secondsUnderReorderPoint,processHours,idleHours,drainingHours')
  expect(first.split(',')[2]).toBe('whole')
  expect(text).toMatch(/,region,Tokyo,/)
})
