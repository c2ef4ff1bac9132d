import type { Page } from '@playwright/test'
import type { PartResult, Run } from '../types.ts'
import { hostOf, portOf, processIdOf, roomIdOf } from '../upstream/rowText.ts'
import { onStage, pause } from './stage.ts'

/** Nothing more is waited for when the table has not changed for this long, ms. */
const PATIENCE_MS = 1500

interface Press {
  ms: number
  /** Whether the number of rows changed, only rows did, or nothing. */
  saw: 'count' | 'rows' | 'nothing'
}

/** What people paste or type: IDs, rooms, addresses, text of a config. Rows of the scripted upstream. */
function texts(rows: number): string[] {
  const at = (share: number): number => Math.floor(rows * share)
  return [
    processIdOf(at(0.11)).slice(0, 7),
    roomIdOf(at(0.23), 1).slice(0, 12),
    `${hostOf(at(0.35))}:${portOf(at(0.35))}`.slice(0, 10),
    'glacier',
    processIdOf(at(0.71)).slice(0, 7),
    roomIdOf(at(0.83), 2).slice(0, 12),
    'foundry',
    String(portOf(at(0.5))),
    'frankfurt',
    'ranked',
  ]
}

/** Arms the page: the next key down begins, the frame after the table's answer ends. */
const arm = (page: Page): Promise<void> =>
  page.evaluate((patience) => {
    const grid = document.querySelector('[role=grid][aria-label="Processes"]')
    // As the probe does: work that only waits for the frame to be over does not count.
    const painted = (then: (at: number) => void): void => {
      requestAnimationFrame(() => {
        void scheduler.postTask(() => then(performance.now()), { priority: 'user-blocking' })
      })
    }
    const result = new Promise<Press>((resolve) => {
      const down = ({ timeStamp }: KeyboardEvent): void => {
        const before = grid?.getAttribute('aria-rowcount')
        let rows: number | null = null
        let done = false
        const finish = (press: Press): void => {
          if (done) return
          done = true
          observer.disconnect()
          clearTimeout(timer)
          resolve(press)
        }
        const observer = new MutationObserver(() => {
          if (grid?.getAttribute('aria-rowcount') !== before) {
            painted((at) => finish({ ms: at - timeStamp, saw: 'count' }))
          } else if (rows === null) {
            rows = Number.NaN
            painted((at) => (rows = at - timeStamp))
          }
        })
        if (grid)
          observer.observe(grid, {
            subtree: true,
            childList: true,
            characterData: true,
            attributes: true,
            attributeFilter: ['aria-rowcount'],
          })
        const timer = setTimeout(() => {
          finish(rows === null || Number.isNaN(rows) ? { ms: Number.NaN, saw: 'nothing' } : { ms: rows, saw: 'rows' })
        }, patience)
      }
      addEventListener('keydown', down, { capture: true, once: true })
    })
    Reflect.set(window, 'benchPress', result)
  }, PATIENCE_MS)

const seen = (page: Page): Promise<Press> => page.evaluate(() => Reflect.get(window, 'benchPress') as Promise<Press>)

/** From a key pressed in the search box to the frame that shows its result, with polls every 5 s going on. */
export async function search({ chromium, samples, sizes, say }: Run): Promise<PartResult> {
  const rows = Math.max(...sizes)
  const values: number[] = []
  const onlyRows: number[] = []
  let nothing = 0
  let tasks: number[] = []
  await onStage(chromium, async (stage) => {
    const upstream = await stage.upstream(rows)
    const deck = await stage.deck(upstream, ['--interval', '5s'])
    const page = await stage.page(`${deck.url}/?sort=-connections`)
    await page.locator('[role=grid][aria-label="Processes"] [data-index]').first().waitFor({ timeout: 120_000 })
    await pause(6000)
    const box = page.getByRole('searchbox', { name: 'Find processes, rooms and addresses' })
    await page.evaluate(() => window.benchProbe.reset())
    const all = texts(rows)
    for (let at = 0; values.length < samples && at < all.length * 12; at += 1) {
      await box.fill('')
      await pause(1000)
      for (const key of all[at % all.length] ?? '') {
        await arm(page)
        await box.press(key)
        const press = await seen(page)
        if (press.saw === 'count') values.push(press.ms)
        else if (press.saw === 'rows') onlyRows.push(press.ms)
        else nothing += 1
        if (values.length >= samples) break
        await pause(120)
      }
    }
    tasks = await page.evaluate(() => window.benchProbe.longTasks.map(({ ms }) => ms))
  })
  say(
    `search at ${rows}: ${values.length} presses, median ${values.toSorted((a, b) => a - b)[values.length >> 1]?.toFixed(0)} ms`,
  )
  return {
    samples: {
      [`key press ${rows}`]: { unit: 'ms', values },
      [`key press ${rows}, only rows moved`]: { unit: 'ms', values: onlyRows },
      [`long tasks ${rows}`]: { unit: 'ms', values: tasks },
    },
    notes: {
      counted: 'presses that changed the number of rows found, from the key event’s own time to the frame after',
      'not counted': `${onlyRows.length} presses after which only rows moved (a poll may have done that), ${nothing} that changed nothing`,
      rooms: `${rows * 3} rooms searched; polls every 5 s went on`,
    },
  }
}
