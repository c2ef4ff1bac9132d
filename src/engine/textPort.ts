import type { TextUpdate } from '../types/engine.ts'

type Follow = (send: (update: TextUpdate) => void) => () => void

/**
 * Sends what can be searched over a port for as long as the page behind it is heard of; then null, once, and no more: it
 * asks anew when it is back.
 * @returns ends it: the page is told the same.
 */
export function sendTextsOver(
  follow: Follow,
  port: Pick<MessagePort, 'postMessage' | 'close'>,
  isHeard: () => boolean,
): () => void {
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    port.postMessage(null)
    port.close()
    // Not from within: who sends is on its way through those who follow, and this may be the first that it sends.
    queueMicrotask(() => stop())
  }
  const stop = follow((update) => {
    if (over) return
    if (isHeard()) port.postMessage(update)
    else end()
  })
  return end
}
