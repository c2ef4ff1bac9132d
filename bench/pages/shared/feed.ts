import type { ColumnPoll, Flat, PollForm, RowPoll } from './flat.ts'

/** What the runner calls in a rival's page. */
export interface BenchPage {
  /** Asks the worker for the next poll; the probe sees the message and the frame. */
  next(): void
  /** Number of rows shown, 0 before the first. */
  ready: number
  /** How the rival is driven, when it can be in several ways. */
  way?: string
  setWay?(way: string): void
}

declare global {
  interface Window {
    benchPage?: BenchPage
  }
}

/** Rows asked for in the page's address. */
export const rowsWanted = (): number => Number(new URLSearchParams(location.search).get('rows') ?? '1000')

/**
 * Connects a rival to the bench's worker: the first message is the rows, every further one a poll.
 * @param form in which form the page wants its polls, asked before each
 * @param start draws the rows; returns what takes a poll in
 */
export function connectFeed<T extends ColumnPoll | RowPoll>(
  form: () => PollForm,
  start: (rows: Flat[]) => (poll: T) => void,
  more: Partial<BenchPage> = {},
): void {
  const worker = new Worker(new URL('./feed.worker.ts', import.meta.url), { type: 'module' })
  let take: ((poll: T) => void) | null = null
  const page: BenchPage = { ready: 0, next: () => worker.postMessage(form()), ...more }
  window.benchPage = page
  worker.addEventListener('message', ({ data }: MessageEvent<Flat[] | T>) => {
    if (Array.isArray(data)) {
      take = start(data)
      page.ready = data.length
    } else take?.(data)
  })
  worker.postMessage({ make: rowsWanted() })
}
