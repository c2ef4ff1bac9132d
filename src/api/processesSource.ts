import { ApiError } from './apiError.ts'
import { getJson, getList, type Answer, type ListAnswer } from './http.ts'

/** One call's outcome; asked per region, a region's failure is its own. */
export interface RunningPart {
  /** null when all regions were asked for at once. */
  region: string | null
  answer: ListAnswer | ApiError
}

/** Where processes come from. `signal` aborts the call; failures are ApiErrors. */
export interface ProcessesSource {
  /** Stable identity: processes of unequal sources never mix. */
  readonly id: string
  readonly app: string
  listRunning(signal: AbortSignal): Promise<RunningPart[]>
  listStopped(signal: AbortSignal): Promise<Answer>
  info(processId: string, signal: AbortSignal): Promise<Answer>
}

export interface SourceOptions {
  id: string
  /** The name that its answers carry, where they carry one; any when not given. */
  answersAs?: string | undefined
  /** Origin and path before `/processes/v1`, empty for the page's own. */
  base: string
  app: string
  /** Ask for these one by one; empty asks for all at once. */
  regions: readonly string[]
  timeoutMs: number
  /** Monotonic clock, ms. */
  now: () => number
  /** Told how many bytes of the running list have come so far. */
  onBytes?: (bytes: number) => void
}

/** The contract's three calls over HTTP. */
export function createProcessesSource(options: SourceOptions): ProcessesSource {
  const { id, app, regions, timeoutMs, now, answersAs: source } = options
  const root = `${options.base}/processes/v1/${encodeURIComponent(app)}`
  const get = (path: string, signal: AbortSignal): Promise<Answer> =>
    getJson(`${root}${path}`, { signal, timeoutMs, now, source })

  const ask = async (region: string | null, signal: AbortSignal): Promise<RunningPart> => {
    const query = region === null ? '' : `?region=${encodeURIComponent(region)}`
    try {
      return {
        region,
        answer: await getList(`${root}/list/running${query}`, {
          signal,
          timeoutMs,
          now,
          source,
          onBytes: options.onBytes,
        }),
      }
    } catch (error) {
      if (error instanceof ApiError) return { region, answer: error }
      throw error
    }
  }

  return {
    id,
    app,
    listRunning: (signal) =>
      Promise.all((regions.length === 0 ? [null] : regions).map((region) => ask(region, signal))),
    listStopped: (signal) => get('/list/stopped', signal),
    info: async (processId, signal) => {
      // A URL cannot hold these as a path segment, escaped or not: they mean "here" and "up".
      if (processId === '.' || processId === '..') throw new ApiError('status', 'this ID cannot be asked for')
      return get(`/info/${encodeURIComponent(processId)}`, signal)
    },
  }
}
