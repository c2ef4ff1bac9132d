import type { Process } from './process.ts'
import type { ProcessMetric, Series, SeriesRequest, SeriesWindow } from './series.ts'
import type { FleetPatch } from './snapshot.ts'

/** The engine's two clocks, ms. Only liveness uses `mono`; `wall` is the last resort for feed time. */
export interface EngineClock {
  mono(): number
  wall(): number
}

export interface PollRequest {
  signal: AbortSignal
  intervalMs: number
  /** How long the page means to wait between polls now, ms: more than the interval while it is hidden. */
  spacingMs: number
  /** `seq` of the snapshot that the page has, null for none: a patch to any other one is sent whole. */
  have: number | null
}

/** What a page, or a worker for it, asks of the engine. Nothing here throws but the signal's reason. */
export interface Engine {
  /** One poll; a failed one is a fact of the feed and comes back as a patch without changes. */
  poll(request: PollRequest): Promise<FleetPatch>
  series(request: SeriesRequest): Promise<Series>
  processSeries(processId: string, metric: ProcessMetric, window: SeriesWindow): Promise<Series>
  /** The row of the newest answer as it was sent, or null when it is not in it. */
  raw(processId: string): Promise<string | null>
  /** Asks `info` of one process; words when it cannot say. */
  lookUp(processId: string, signal: AbortSignal): Promise<{ process: Process } | { failure: string }>
}
