import type { Page } from '@playwright/test'
import { toRecord } from '../../src/history/blockRecord.ts'
import { appendSample, newFleetHistory } from '../../src/history/fleetHistory.ts'
import { emptyTotals } from '../../src/fleet/totals.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/**
 * Puts quarters of an hour of so many days before now into the browser's storage, as if the page had been open all the
 * time: every one of them with `connections` in all. The page must have been open once, and is left.
 */
export async function keepWeeks(page: Page, url: string, days: number, connections: number): Promise<void> {
  const { source, app } = (await (await fetch(`${url}/config.json`)).json()) as { source: { id: string }; app: string }
  const history = newFleetHistory()
  const totals = { ...emptyTotals(), connections, processes: 10 }
  const common = { gapBefore: false, whole: true, doubtful: new Set<string>(), lifecycles: new Map(), short: new Map() }
  const groups = [{ region: 'Tokyo', deploymentId: '1', totals }]
  for (let at = Date.now() - days * DAY; at < Date.now() - DAY; at += 5 * MINUTE) {
    appendSample(history, { ...common, at, groups })
  }
  const records = history.quarters.blocks.map((block) => toRecord('15min', block))
  // Typed arrays travel as lists with their names.
  const packed = JSON.stringify(records, (_key, value: unknown) =>
    ArrayBuffer.isView(value) ? { type: value.constructor.name, list: [...(value as Float64Array)] } : value,
  )
  // A page of the same origin that runs no app.
  await page.route(`${url}/nothing`, (route) => route.fulfill({ contentType: 'text/html', body: '<title>-</title>' }))
  await page.goto(`${url}/nothing`)
  await page.evaluate(
    async ({ packed, key }) => {
      const arrays = { Float64Array, Float32Array, Uint16Array, Uint8Array }
      const records = JSON.parse(packed, (_key, value) =>
        value?.type in arrays ? arrays[value.type as keyof typeof arrays].from(value.list as number[]) : value,
      ) as { tier: string; start: number }[]
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('roomdeck')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction('history', 'readwrite')
          for (const record of records)
            transaction.objectStore('history').put(record, [...key, record.tier, record.start])
          transaction.addEventListener('error', () => reject(transaction.error))
          transaction.addEventListener('complete', () => {
            opening.result.close()
            resolve()
          })
        })
      })
    },
    { packed, key: [source.id, app] },
  )
}
