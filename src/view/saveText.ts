import { saveFile } from './export/saveFile.ts'
import { fileName } from './export/kinds.ts'

const TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json', md: 'text/markdown;charset=utf-8' } as const

/**
 * Hands text to the browser as a download.
 * @returns the file's name: `roomdeck-settings-2026-11-24T03-04-05Z.json`
 */
export function saveText(what: string, type: keyof typeof TYPES, text: string): string {
  const name = fileName(what, type, Date.now())
  saveFile(new Blob([text], { type: TYPES[type] }), name)
  return name
}
