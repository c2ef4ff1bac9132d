import type { OldStarts } from '../types/builds.ts'

/** A process that began to start; `at` is feed time, epoch ms. */
export interface ProcessStart {
  region: string
  deploymentId: string
  at: number
}

/** New processes of so long say what is current, and whether an old deployment starts some again. */
export const STARTS_MS = 600_000
/** Fewer starts of an old deployment are no news. */
const LEAST_STARTS = 3

const countBy = (starts: readonly ProcessStart[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { deploymentId } of starts) counts.set(deploymentId, (counts.get(deploymentId) ?? 0) + 1)
  return counts
}

const since = (starts: readonly ProcessStart[], from: number): ProcessStart[] => starts.filter(({ at }) => at > from)

/** The one with most of the starts, the newest of them when some are level. */
function mostStarted(starts: readonly ProcessStart[]): string | null {
  const counts = countBy(starts)
  let best: ProcessStart | null = null
  for (const start of starts) {
    const [n, most] = [counts.get(start.deploymentId) ?? 0, best ? (counts.get(best.deploymentId) ?? 0) : 0]
    if (best === null || n > most || (n === most && start.at > best.at)) best = start
  }
  return best?.deploymentId ?? null
}

/**
 * By region, the deployment on which new processes start (docs/meaning.md, "Newest, current"): that of most starts of the
 * last ten minutes, or else of the last start there was.
 */
export function currentDeployments(starts: readonly ProcessStart[], now: number): Map<string, string> {
  const byRegion = new Map<string, ProcessStart[]>()
  for (const start of starts) {
    const own = byRegion.get(start.region)
    if (own) own.push(start)
    else byRegion.set(start.region, [start])
  }
  const current = new Map<string, string>()
  for (const [region, own] of byRegion) {
    const last = own.toSorted((a, b) => b.at - a.at)[0]
    const id = mostStarted(since(own, now - STARTS_MS)) ?? last?.deploymentId
    if (id !== undefined) current.set(region, id)
  }
  return current
}

/**
 * The deployment that took the place of drains which began together: most processes that started in their regions within
 * ten minutes of them are of it. Null when none did, or most were of their own.
 * @param drains since when they drain, epoch ms of feed time.
 */
export function successorOf(
  drains: { deploymentId: string; since: number; regions: ReadonlySet<string> },
  starts: readonly ProcessStart[],
): string | null {
  const around = starts.filter(
    ({ region, at }) => drains.regions.has(region) && Math.abs(at - drains.since) <= STARTS_MS,
  )
  const successor = mostStarted(around)
  return successor === drains.deploymentId ? null : successor
}

/**
 * Old deployments on which processes start. Staged rollouts and a fleet that grows do that too, so that it is told as
 * what was seen, never as a rollback (docs/meaning.md, "Newest, current").
 * @param order deployments, the newest first.
 */
export function oldStarts(starts: readonly ProcessStart[], order: readonly string[], now: number): OldStarts[] {
  const [newest, ...old] = order
  if (newest === undefined) return []
  const ofNewest = starts.filter(({ deploymentId }) => deploymentId === newest).map(({ at }) => at)
  // What started before the newest came was not old then.
  const from = Math.max(now - STARTS_MS, ofNewest.length === 0 ? 0 : Math.min(...ofNewest) - 1)
  const counts = countBy(since(starts, from))
  return old.flatMap((deploymentId) => {
    const n = counts.get(deploymentId) ?? 0
    if (n < LEAST_STARTS) return []
    const own = starts.filter((start) => start.deploymentId === deploymentId)
    const first = Math.min(...since(own, from).map(({ at }) => at))
    const again = !own.some(({ at }) => at < first && at >= first - STARTS_MS)
    return [{ deploymentId, starts: n, newest, newestStarts: counts.get(newest) ?? 0, again }]
  })
}

/** `deployment 417 is starting processes again: 5 in 10 min; 418: 0` */
export const oldStartsWords = ({ deploymentId, starts, newest, newestStarts, again }: OldStarts): string =>
  `deployment ${deploymentId} is ${again ? 'starting processes again' : 'still starting processes'}: ${starts} in 10 min; ${newest}: ${newestStarts}`
