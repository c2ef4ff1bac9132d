import type { Engine } from '../../types/engine.ts'
import { CANCELLED, doneWords, failureWords } from './exportWords.ts'
import { exportFileName, type ExportKind } from './kinds.ts'
import type { ExportJob, ExportTools, writeExport } from './writeExport.ts'

export type ExportState =
  | { stage: 'idle' }
  /** Processes done; of how many is null while it is not known. */
  | { stage: 'running'; kind: ExportKind; done: number; total: number | null }
  | { stage: 'ended'; outcome: 'done' | 'cancelled' | 'failed'; words: string }

export interface ExporterDeps {
  /** The part that writes files, loaded when it is first used. */
  load: () => Promise<{ writeExport: typeof writeExport }>
  save: (file: Blob, name: string) => void
}

export interface Exporter {
  state: () => ExportState
  subscribe: (listener: () => void) => () => void
  /**
   * Exports, unless an export is running.
   * @param prepare says what is to be in the file; it may wait for the screen to settle.
   */
  start: (kind: ExportKind, prepare: () => Promise<Omit<ExportJob, 'kind'>>, ask: Engine['rowsInFull']) => Promise<void>
  cancel: () => void
  /** Takes away what was said of the last one. */
  close: () => void
}

const IDLE: ExportState = { stage: 'idle' }

/** One export at a time; it goes on while its user looks at another page. */
export function createExporter({ load, save }: ExporterDeps): Exporter {
  const listeners = new Set<() => void>()
  let state: ExportState = IDLE
  let running: AbortController | null = null

  const show = (now: ExportState): void => {
    state = now
    for (const listener of listeners) listener()
  }

  const make = async (
    kind: ExportKind,
    prepare: () => Promise<Omit<ExportJob, 'kind'>>,
    tools: ExportTools,
  ): Promise<{ file: Blob; name: string; words: string }> => {
    const [{ writeExport }, job] = await Promise.all([load(), prepare()])
    tools.onProgress(0, job.captured.rows.length)
    tools.signal.throwIfAborted()
    const { file, sums } = await writeExport({ kind, ...job }, tools)
    const name = exportFileName(kind, job.about.exportedAt)
    return { file, name, words: doneWords(kind, sums, name) }
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: async (kind, prepare, ask) => {
      if (running !== null) return
      const controller = new AbortController()
      const { signal } = controller
      running = controller
      const onProgress = (done: number, total: number): void => {
        if (!signal.aborted) show({ stage: 'running', kind, done, total })
      }
      show({ stage: 'running', kind, done: 0, total: null })
      try {
        const { file, name, words } = await make(kind, prepare, { ask, onProgress, signal })
        if (signal.aborted) return
        save(file, name)
        show({ stage: 'ended', outcome: 'done', words })
      } catch (error) {
        if (!signal.aborted) show({ stage: 'ended', outcome: 'failed', words: failureWords(error) })
      } finally {
        if (running === controller) running = null
      }
    },
    cancel: () => {
      if (running === null) return
      running.abort()
      running = null
      show({ stage: 'ended', outcome: 'cancelled', words: CANCELLED })
    },
    close: () => {
      if (running === null) show(IDLE)
    },
  }
}
