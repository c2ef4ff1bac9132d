import { rawAt, type Raw } from './chartData.ts'

export interface ChartPage {
  ready: boolean
  /** Makes the next data, untimed, draws it, and gives the ms from having it to the frame that shows all of it. */
  next(): Promise<number>
}

declare global {
  interface Window {
    benchChart?: ChartPage
  }
}

const GIVE_UP_MS = 60_000
/** Frames without a change after which a drawing is whole. */
const QUIET = 2
const FRAME_MS = 1000 / 60

/**
 * Drives a chart page. Every page is timed alike: until the frame after which two more pass without a change.
 * @param prepare brings the raw data into the shape that the library wants, untimed
 * @param draw takes it in; `changed` is to be called by a canvas, which the observer does not see
 */
export function driveChart<T>(prepare: (raw: Raw) => T, draw: (data: T, changed: () => void) => void): void {
  let shift = 0
  let changes = 0
  const changed = (): void => void (changes += 1)
  new MutationObserver(changed).observe(document.body, { subtree: true, childList: true, attributes: true })
  const channel = new MessageChannel()
  channel.port1.start()
  const frame = (): Promise<{ seen: number; after: number }> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const seen = changes
        channel.port1.addEventListener('message', () => resolve({ seen, after: performance.now() }), { once: true })
        channel.port2.postMessage(0)
      })
    })
  const whole = async (began: number, before: number): Promise<number> => {
    let known = before
    let painted = Number.NaN
    for (let quiet = 0; quiet < QUIET;) {
      const { seen, after } = await frame()
      if (seen !== known) {
        known = seen
        painted = after
        quiet = 0
      } else if (!Number.isNaN(painted)) quiet += 1
      if (after - began > GIVE_UP_MS) throw new Error('the chart drew nothing')
    }
    return painted - began
  }
  const page: ChartPage = {
    ready: false,
    async next() {
      shift += 1
      const data = prepare(rawAt(shift))
      await frame()
      await frame()
      // Data comes at any moment between two frames.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * FRAME_MS))
      const before = changes
      const began = performance.now()
      draw(data, changed)
      return whole(began, before)
    },
  }
  window.benchChart = page
  draw(prepare(rawAt(0)), changed)
  void whole(performance.now(), -1).then(() => (page.ready = true))
}
