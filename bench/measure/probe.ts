/** One poll as a page took it in. Times are the page's own `performance.now()`, ms. */
export interface PollSample {
  /** The figure that says which poll it was. */
  mark: number
  /** What the time is counted from: a message's dispatch, or, where the page parses by itself, the answer's end. */
  from: 'message' | 'answer'
  began: number
  /** After the frame that shows it. */
  painted: number
  ms: number
}

export interface LongTask {
  at: number
  ms: number
}

/** What the init script leaves in a page. */
export interface Probe {
  samples: PollSample[]
  longTasks: LongTask[]
  /** When set, the bytes of each message from a worker are counted (not while times are measured). */
  weigh: boolean
  weights: number[]
  /** The poll of that mark, once it is painted; null when it is not in time. */
  waitFor(mark: number, timeoutMs: number): Promise<PollSample | null>
  /** The next poll to be painted, whichever it is. */
  waitForNext(timeoutMs: number): Promise<PollSample | null>
  /** Forgets messages so far: the next big one begins a poll. */
  arm(): void
  /** Forgets samples and long tasks. */
  reset(): void
  firstRow: { painted: number; progressBefore: string } | null
}

declare global {
  interface Window {
    benchProbe: Probe
  }
}

/**
 * Runs in every page, the app's and the rivals' alike, before its own code. It sees messages as they are dispatched,
 * finds in the table's text which poll is drawn, and takes the time in a task after the frame.
 * Self-contained: it is sent to the browser as text.
 */
export function installProbe(selector: string): void {
  const MARK = /^9,\d{3}$/
  const BIG = 8192
  const NEXT = 0
  const ROW = '[role=row][data-index], .body .line, .ag-row'
  const nativeAdd = EventTarget.prototype.addEventListener
  const waiters = new Map<number, (sample: PollSample) => void>()
  let lastBig: number | null = null
  let everBig = false
  let drawn = 0
  let inFrame = false

  /** Without looking again and again, which would cost the page what is being measured. */
  const hear = (mark: number, timeoutMs: number): Promise<PollSample | null> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiters.delete(mark)
        resolve(null)
      }, timeoutMs)
      waiters.set(mark, (sample) => {
        clearTimeout(timer)
        resolve(sample)
      })
    })

  const probe: Probe = {
    samples: [],
    longTasks: [],
    weigh: false,
    weights: [],
    firstRow: null,
    waitFor(mark, timeoutMs) {
      const known = probe.samples.findLast((sample) => sample.mark === mark)
      return known ? Promise.resolve(known) : hear(mark, timeoutMs)
    },
    waitForNext: (timeoutMs) => hear(NEXT, timeoutMs),
    arm() {
      // Lines for the charts follow a poll in messages of their own.
      lastBig = null
    },
    reset() {
      probe.samples.length = 0
      probe.longTasks.length = 0
      probe.weights.length = 0
      performance.clearResourceTimings()
    },
  }
  window.benchProbe = probe
  performance.setResourceTimingBufferSize(20_000)
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.longTasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })

  /** Bytes of buffers and arrays near the top of a message: enough to tell a poll from small talk. */
  const bulk = (value: unknown, depth: number): number => {
    if (typeof value !== 'object' || value === null) return 8
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength
    if (Array.isArray(value)) return value.length * 64
    if (depth === 0) return 64
    let sum = 0
    for (const key of Object.keys(value).slice(0, 64)) sum += bulk((value as Record<string, unknown>)[key], depth - 1)
    return sum
  }
  /** Bytes of a whole message: a string 2 a character, a number 8; near what structured cloning writes. */
  const whole = (value: unknown, seen: Set<object>): number => {
    if (typeof value === 'string') return 4 + value.length
    if (typeof value !== 'object' || value === null) return 8
    if (seen.has(value)) return 4
    seen.add(value)
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength
    if (value instanceof Map) return [...value].reduce((sum, pair) => sum + whole(pair, seen), 8)
    if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + whole(one, seen), 8)
    return Object.entries(value).reduce((sum, [key, one]) => sum + 2 + key.length + whole(one, seen), 8)
  }
  const note = (event: Event): void => {
    const at = performance.now()
    const { data } = event as MessageEvent<unknown>
    if (typeof data !== 'object' || data === null) return
    if (probe.weigh) probe.weights.push(whole(data, new Set()))
    if (bulk(data, 5) < BIG) return
    everBig = true
    lastBig ??= at
  }
  const hooked = new WeakSet<EventTarget>()
  const hook = (target: EventTarget): void => {
    if (hooked.has(target)) return
    hooked.add(target)
    nativeAdd.call(target, 'message', note)
  }
  const carries = (target: EventTarget): boolean =>
    target instanceof Worker || target instanceof MessagePort || target instanceof BroadcastChannel
  EventTarget.prototype.addEventListener = function add(
    this: EventTarget,
    ...args: Parameters<EventTarget['addEventListener']>
  ): void {
    // First come, first called: this listener runs before the page's own.
    if (args[0] === 'message' && carries(this)) hook(this)
    nativeAdd.apply(this, args)
  }
  for (const kind of [Worker, MessagePort, BroadcastChannel]) {
    const property = Object.getOwnPropertyDescriptor(kind.prototype, 'onmessage')
    const { set } = property ?? {}
    if (!property || !set) continue
    Object.defineProperty(kind.prototype, 'onmessage', {
      ...property,
      set(this: EventTarget, listener: unknown) {
        hook(this)
        set.call(this, listener)
      },
    })
  }

  const nativeFrame = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) =>
    nativeFrame((time) => {
      inFrame = true
      try {
        callback(time)
      } finally {
        // After the observer below, which is queued by what the callback did.
        queueMicrotask(() => (inFrame = false))
      }
    })
  // Ahead of what else waits to run: the frame is over, and that is the question.
  const soon = (then: () => void): void => void scheduler.postTask(then, { priority: 'user-blocking' })
  /** Calls in the first task after the next frame; after this one, when its callbacks are running. */
  const painted = (then: () => void): void => {
    if (inFrame) soon(then)
    else nativeFrame(() => soon(then))
  }

  const markIn = (table: Element): number => {
    const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.nodeValue ?? ''
      if (MARK.test(text)) return Number(text.replace(',', ''))
    }
    return 0
  }
  const answered = (): number => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    return entries.findLast(({ name }) => name.includes('/list/running'))?.responseEnd ?? Number.NaN
  }
  const progress = (): string => {
    const bar = document.querySelector('[role=progressbar]')
    if (bar) return bar.getAttribute('aria-valuetext') ?? bar.getAttribute('aria-valuenow') ?? 'progressbar'
    return /\d+(?:[.,]\d+)? ?(?:%|of \d|MB)/.exec(document.body?.textContent ?? '')?.[0] ?? ''
  }
  let progressSeen = ''
  const look = (records: MutationRecord[]): void => {
    const table = document.querySelector(selector)
    if (!probe.firstRow) {
      if (!table?.querySelector(ROW)) {
        progressSeen ||= progress()
        return
      }
      const first = { painted: Number.NaN, progressBefore: progressSeen }
      probe.firstRow = first
      painted(() => (first.painted = performance.now()))
    }
    if (!table || !records.some(({ target }) => table.contains(target) || target.contains(table))) return
    const mark = markIn(table)
    if (mark === 0 || mark === drawn) return
    drawn = mark
    const began = everBig ? lastBig : answered()
    lastBig = null
    painted(() => {
      const now = performance.now()
      if (began === null || Number.isNaN(began)) return
      const sample: PollSample = { mark, from: everBig ? 'message' : 'answer', began, painted: now, ms: now - began }
      probe.samples.push(sample)
      for (const key of [mark, NEXT]) {
        waiters.get(key)?.(sample)
        waiters.delete(key)
      }
    })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

/** Finds the table in the app and in every rival. */
export const TABLE = '[role=grid][aria-label="Processes"], [data-bench="table"]'
