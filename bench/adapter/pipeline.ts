// The one place where the benchmark touches the app's engine: a payload's text in, a patch out.
import { listPieces } from '../../src/api/listPieces.ts'
import { createEngine } from '../../src/engine/createEngine.ts'
import { noStorage } from '../../src/engine/storage.ts'
import type { Have } from '../../src/types/snapshot.ts'

export interface Pipeline {
  /** What the worker does with one answer: decode, check, advance, patch. `at`: feed time, epoch ms. */
  take(text: string, at: number): Promise<unknown>
}

const never = (): Promise<never> => Promise.reject(new Error('the benchmark has no such call'))

/** An engine whose upstream is a text in hand; its first answer is the whole fleet, the others are patches. */
export function createPipeline(): Pipeline {
  let text = ''
  let at = 0
  let have: Have | null = null
  const engine = createEngine({
    clock: { mono: () => performance.now(), wall: () => at },
    storage: noStorage,
    source: {
      id: 'bench',
      app: 'app-demo',
      listRunning: async () => {
        const pieces = () => listPieces([text])
        return [{ region: null, answer: { pieces, feedTime: at, bytes: text.length, durationMs: 0 } }]
      },
      listStopped: never,
      info: never,
    },
  })
  const signal = new AbortController().signal
  return {
    async take(nextText, nextAt) {
      text = nextText
      at = nextAt
      const patch = await engine.poll({ signal, intervalMs: 5000, spacingMs: 5000, have })
      have = patch
      if (patch.feed.failure) throw new Error(patch.feed.failure.detail)
      return patch
    },
  }
}
