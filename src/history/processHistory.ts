import { PROCESS_METRICS, type ProcessMetric, type Series, type SeriesWindow } from '../types/series.ts'
import { readSeries } from './read.ts'
import { forget, newTier, put, record, type Tier } from './tier.ts'

const MINUTE = 60_000
const RAW_CELLS = 240
const MINUTE_CELLS = 360

/** Bytes that one process's samples take. */
const BYTES_EACH = (RAW_CELLS + MINUTE_CELLS) * PROCESS_METRICS.length * 4

/**
 * Samples per process: connections and egress rate, the newest 240 polls and minutes for 6 h, within a byte budget.
 * Beyond the budget a process gets no samples of its own, and `refused` says how many.
 */
export interface ProcessHistory {
  raw: Tier
  minutes: Tier
  most: number
  refused: number
}

export function newProcessHistory(budgetBytes: number): ProcessHistory {
  return {
    raw: newTier({ stepMs: 0, capacity: RAW_CELLS, metrics: PROCESS_METRICS.length, wide: false }),
    minutes: newTier({ stepMs: MINUTE, capacity: MINUTE_CELLS, metrics: PROCESS_METRICS.length, wide: false }),
    most: Math.floor(budgetBytes / BYTES_EACH),
    refused: 0,
  }
}

/** Opens the sample of one poll; call `putProcess` for every listed process after it. */
export function recordProcesses(history: ProcessHistory, at: number, gapBefore: boolean): void {
  history.refused = 0
  record(history.raw, at, gapBefore)
  record(history.minutes, at, gapBefore)
}

export function putProcess(history: ProcessHistory, processId: string, connections: number, egress: number): void {
  if (!history.raw.columns.has(processId) && history.raw.columns.size >= history.most) {
    history.refused += 1
    return
  }
  for (const tier of [history.raw, history.minutes]) {
    put(tier, processId, 0, connections)
    put(tier, processId, 1, egress)
  }
}

export function forgetProcess(history: ProcessHistory, processId: string): void {
  forget(history.raw, processId)
  forget(history.minutes, processId)
}

/** One process's line; NaN before it was seen, over gaps and where the value is unknown. */
export function processSeries(
  history: ProcessHistory,
  processId: string,
  metric: ProcessMetric,
  window: SeriesWindow,
): Series {
  const index = PROCESS_METRICS.indexOf(metric)
  const valueAt = (tier: Tier, cell: number): number => tier.columns.get(processId)?.[index]?.[cell] ?? Number.NaN
  return readSeries([history.raw, history.minutes], [{ key: processId, valueAt }], window)
}
