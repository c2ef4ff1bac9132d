/** How much is kept of each process, as cells. */
export interface ProcessPlan {
  /** The newest polls, one cell each. */
  rawCells: number
  /** Width of the buckets, ms, and how many. */
  stepMs: number
  cells: number
  /** What was given up for it, in words; null for nothing. */
  gaveUp: string | null
}

const MINUTE = 60_000

/**
 * What is given up, in this order, when the processes are too many for the byte budget: first how far back the minutes
 * go, then their width, then the polls, then the width again, and last how far back everything goes.
 */
export const PLANS = [
  { rawCells: 180, stepMs: MINUTE, cells: 360, gaveUp: null },
  { rawCells: 180, stepMs: MINUTE, cells: 180, gaveUp: 'minutes for 3 h instead of 6 h' },
  { rawCells: 180, stepMs: 5 * MINUTE, cells: 72, gaveUp: '5 minutes instead of single minutes' },
  { rawCells: 60, stepMs: 5 * MINUTE, cells: 72, gaveUp: '5 minutes instead of single minutes, and 60 polls' },
  { rawCells: 60, stepMs: 15 * MINUTE, cells: 24, gaveUp: '15 minutes instead of single minutes, and 60 polls' },
  {
    rawCells: 36,
    stepMs: 15 * MINUTE,
    cells: 12,
    gaveUp: '15 minutes for 3 h instead of single minutes, and 36 polls',
  },
] as const satisfies readonly [ProcessPlan, ...ProcessPlan[]]

/** Two values a poll of 4 bytes; a bucket of 14 bytes for each, and 6 for resets and covered time. */
const RAW_BYTES = 8
const BUCKET_BYTES = 34

/** Bytes that one process takes. */
export const bytesEach = ({ rawCells, cells }: ProcessPlan): number => rawCells * RAW_BYTES + cells * BUCKET_BYTES

/** How many processes the budget holds. */
export const mostOf = (plan: ProcessPlan, budgetBytes: number): number => Math.floor(budgetBytes / bytesEach(plan))

/** The first plan that holds so many, never one before `least`; else the last. */
export function choosePlan(budgetBytes: number, processes: number, least: number): number {
  for (const [index, plan] of PLANS.entries()) {
    if (index >= least && mostOf(plan, budgetBytes) >= processes) return index
  }
  return PLANS.length - 1
}
