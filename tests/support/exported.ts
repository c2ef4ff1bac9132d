import { readFile } from 'node:fs/promises'
import { type Download, expect, type Locator, type Page } from '@playwright/test'
import Papa from 'papaparse'

export interface Exported {
  name: string
  text: string
}

/** What makes the files, loaded with the first export. */
export const WRITER = /\/writeExport-[^/]*\.js$/

/** What is said of an export, under way or done. */
export const exportBar = (page: Page): Locator => page.getByRole('group', { name: 'Export', exact: true })

export const exportButton = (page: Page): Locator => page.getByRole('button', { name: 'Export', exact: true })

/** Begins an export. */
export async function choose(page: Page, item: string): Promise<void> {
  await exportButton(page).click()
  await page.getByRole('menuitem', { name: item }).click()
}

export const fileOf = async (download: Download): Promise<Exported> => ({
  name: download.suggestedFilename(),
  text: await readFile(await download.path(), 'utf8'),
})

/** The file that an export makes, once the page says that it is done. */
export async function exportAs(page: Page, item: string): Promise<Exported> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, item)])
  await expect(exportBar(page)).toContainText(/^Exported /)
  return fileOf(download)
}

/** Cells by the names of their columns. */
export type Line = Record<string, string>

/** Checks the form of a CSV file and reads it. */
export function readCsv({ text }: Exported): Line[] {
  expect(text.charCodeAt(0)).toBe(0xfeff)
  expect(text.endsWith('\r\n')).toBe(true)
  const { data, errors } = Papa.parse<Line>(text.slice(1, -2), { header: true, delimiter: ',', newline: '\r\n' })
  expect(errors).toEqual([])
  return data
}
