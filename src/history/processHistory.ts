import { advance, cellsOf, newAxis, newestCell } from './axis.ts'
import {
  blankBucket,
  blankPlace,
  blankRaw,
  movePage,
  newPage,
  PAGE,
  putPlace,
  type Axes,
  type Page,
} from './processPage.ts'
import { choosePlan, mostOf, PLANS, type ProcessPlan } from './processPlan.ts'

/** What processes have lost to the byte budget. */
export interface ProcessesGivenUp {
  /** What everyone's samples lack, in words; null for nothing. */
  words: string | null
  /** Processes of the newest poll that have none at all. */
  refused: number
}

/**
 * Samples per process: connections and egress rate, the newest 180 polls (15 min of 5 s) and minutes for 6 h, within a
 * byte budget. Too many processes make them coarser and shorter for everyone, in the order of `PLANS`; only beyond the
 * last plan is a process refused. What was given up stays so for this visit.
 */
export interface ProcessHistory {
  budgetBytes: number
  /** Index into PLANS. */
  plan: number
  axes: Axes
  pages: Page[]
  /** Places by process ID, places that are free again, and how many were ever taken. */
  places: Map<string, number>
  free: number[]
  taken: number
  newest: number | null
  /** How long the newest poll covers, ms. */
  coveredMs: number
  refused: number
}

const axesOf = ({ rawCells, stepMs, cells }: ProcessPlan): Axes => ({
  raw: newAxis(0, rawCells),
  buckets: newAxis(stepMs, cells),
})

export const newProcessHistory = (budgetBytes: number): ProcessHistory => ({
  budgetBytes,
  plan: 0,
  axes: axesOf(PLANS[0]),
  pages: [],
  places: new Map(),
  free: [],
  taken: 0,
  newest: null,
  coveredMs: 0,
  refused: 0,
})

const planOf = ({ plan }: ProcessHistory): ProcessPlan => PLANS[plan] ?? PLANS[0]
/** How many processes can have samples as things are. */
export const mostProcesses = (history: ProcessHistory): number => mostOf(planOf(history), history.budgetBytes)

export const processesGivenUp = (history: ProcessHistory): ProcessesGivenUp => ({
  words: planOf(history).gaveUp,
  refused: history.refused,
})

/**
 * Opens the sample of one poll; call `putProcess` for every listed process after it.
 * @param listed how many that will be; those that are remembered beside them count, too.
 */
export function recordProcesses(history: ProcessHistory, at: number, gapBefore: boolean, listed = 0): void {
  const plan = choosePlan(history.budgetBytes, Math.max(listed, history.places.size), history.plan)
  if (plan !== history.plan) changePlan(history, plan)
  history.refused = 0
  history.coveredMs = gapBefore || history.newest === null ? 0 : Math.max(0, at - history.newest)
  history.newest = at
  const { raw, buckets } = history.axes
  if (advance(raw, at, gapBefore)) for (const page of history.pages) blankRaw(page, newestCell(raw))
  if (advance(buckets, at, gapBefore)) for (const page of history.pages) blankBucket(page, newestCell(buckets))
}

/** Takes all there is over into the cells of another plan. */
function changePlan(history: ProcessHistory, index: number): void {
  const was = history.axes
  history.plan = index
  const plan = planOf(history)
  const now = axesOf(plan)
  for (const axis of ['raw', 'buckets'] as const) {
    const [from, end] = cellsOf(was[axis])
    for (let number = from; number < end; number++) {
      const cell = number % was[axis].capacity
      advance(now[axis], was[axis].times[cell] ?? 0, was[axis].gaps[cell] === 1)
    }
  }
  history.axes = now
  const full = mostOf(plan, history.budgetBytes)
  history.pages = history.pages.map((page, number) => {
    const to = newPage(Math.min(PAGE, full - number * PAGE), plan.rawCells, plan.cells)
    movePage(page, was, to, now)
    return to
  })
}

/** The place of a process, made when it is first asked for; null when there is no more room. */
export function placeOf(history: ProcessHistory, processId: string): number | null {
  const known = history.places.get(processId)
  if (known !== undefined) return known
  const most = mostProcesses(history)
  const place = history.free.pop() ?? (history.taken < most ? history.taken++ : null)
  if (place === null) return null
  const number = Math.floor(place / PAGE)
  const plan = planOf(history)
  history.pages[number] ??= newPage(Math.min(PAGE, most - number * PAGE), plan.rawCells, plan.cells)
  history.places.set(processId, place)
  return place
}

/**
 * Puts the sample of one process, NaN for what is unknown; once a poll.
 * @param place from `placeOf`; null is counted as refused.
 */
export function putProcess(
  history: ProcessHistory,
  place: number | null,
  connections: number,
  egress: number,
  resets = 0,
): void {
  const page = place === null ? undefined : history.pages[Math.floor(place / PAGE)]
  if (place === null || page === undefined) {
    history.refused += 1
    return
  }
  const { raw, buckets } = history.axes
  const cells = { raw: newestCell(raw), bucket: newestCell(buckets) }
  putPlace(page, cells, place % PAGE, { connections, egress, resets, coveredMs: history.coveredMs })
}

/** Forgets a process; its place is another's from now on. */
export function forgetProcess(history: ProcessHistory, processId: string): void {
  const place = history.places.get(processId)
  if (place === undefined) return
  history.places.delete(processId)
  const page = history.pages[Math.floor(place / PAGE)]
  if (page) blankPlace(page, place % PAGE)
  history.free.push(place)
}
