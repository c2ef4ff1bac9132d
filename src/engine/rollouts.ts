import { buildRooms } from '../fleet/buildRooms.ts'
import { buildTotals, compareBuilds, stintsOf, type Stints } from '../fleet/builds.ts'
import { emptiesIn, type EmptiesIn } from '../fleet/drainOutlook.ts'
import { compareNatural } from '../fleet/natural.ts'
import { currentDeployments, oldStarts, type ProcessStart } from '../fleet/rollout.ts'
import { addTotals, closeTotals, emptyTotals } from '../fleet/totals.ts'
import { processes } from '../fleet/words.ts'
import { grouped } from '../history/grouped.ts'
import type { BuildCell, BuildSeen, EndsKnown, RolloutsSeen } from '../types/builds.ts'
import type { Totals } from '../types/fleet.ts'
import { shownEnds } from './drainsSeen.ts'
import { groupOf } from './groupKey.ts'
import { endsKnown, knownProcesses, lifeOf, startsOf, type KnownProcess } from './knownProcesses.ts'
import { agingRooms, curvesOf } from './outlook.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

type Beginnings = ReadonlyMap<string, { since: number; sawBegin: boolean }>

/** When each deployment was first there in whatever region, and whether it was seen to come. */
function beginnings(state: EngineState, known: readonly KnownProcess[]): Beginnings {
  const begun = new Map<string, { since: number; sawBegin: boolean }>()
  for (const { row } of known) {
    const { deploymentId, startingAt, startedAt } = row
    const seenAt = state.deployments.get(deploymentId)
    const at = Math.min(startingAt ?? startedAt ?? state.feedTime, seenAt ?? state.feedTime)
    const before = begun.get(deploymentId)
    const sawBegin = seenAt !== undefined && state.watchingSince !== null && seenAt > state.watchingSince
    begun.set(deploymentId, { since: Math.min(at, before?.since ?? at), sawBegin })
  }
  return begun
}

/** Deployments, the one first seen last before the others. */
const newestFirst = (ids: Iterable<string>, begun: Beginnings): string[] =>
  [...ids].toSorted((a, b) => (begun.get(b)?.since ?? 0) - (begun.get(a)?.since ?? 0) || compareNatural(b, a))

/**
 * The deployments of the regions asked for, the newest first. The newest that is listed leads them where it has nothing
 * itself: a region that has not got it yet is behind.
 */
function orderOf(state: EngineState, asked: ReadonlySet<string>, begun: Beginnings): string[] {
  if (asked.size === 0) return []
  const listed = new Set([...state.tracks.values()].map(({ facts }) => facts.deploymentId))
  return newestFirst(new Set([...asked, ...newestFirst(listed, begun).slice(0, 1)]), begun)
}

/** Sums by deployment over the regions asked for, and what each has in each of these. */
function sumsOf(
  state: EngineState,
  isAsked: (region: string) => boolean,
): { byBuild: Map<string, Totals>; cells: BuildCell[] } {
  const byBuild = new Map<string, Totals>()
  const cells: BuildCell[] = []
  for (const [key, group] of state.groups) {
    const { region, deploymentId } = groupOf(key)
    if (!isAsked(region)) continue
    let sum = byBuild.get(deploymentId)
    if (sum === undefined) byBuild.set(deploymentId, (sum = emptyTotals()))
    addTotals(sum, group)
    const { processes: n, connections, lifecycle } = group
    cells.push({ region, deploymentId, processes: n, draining: lifecycle.draining + lifecycle.stopping, connections })
  }
  addUnread(state, isAsked, { byBuild, cells })
  return { byBuild: new Map([...byBuild].map(([id, sum]) => [id, closeTotals(sum)])), cells }
}

/**
 * What no row was read of, as its region did not answer, is in no sum. It runs all the same, and has its place with nothing
 * counted but what is held.
 */
function addUnread(
  state: EngineState,
  isAsked: (region: string) => boolean,
  { byBuild, cells }: { byBuild: Map<string, Totals>; cells: BuildCell[] },
): void {
  const unread = [...state.tracks.values()].filter(
    ({ group, facts }) => !state.groups.has(group) && isAsked(facts.region),
  )
  for (const [, [first, ...more]] of grouped(unread, ({ group }) => group)) {
    if (first === undefined) continue
    const { region, deploymentId } = first.facts
    const sum = byBuild.get(deploymentId) ?? emptyTotals()
    sum.held += 1 + more.length
    byBuild.set(deploymentId, sum)
    cells.push({ region, deploymentId, processes: 0, draining: 0, connections: 0 })
  }
}

const takesRooms = ({ lifecycle }: Track): boolean => lifecycle === 'running' || lifecycle === 'starting'

/** When a deployment's last room is gone: only what takes no rooms any more can be foretold. */
function lastRoom(state: EngineState, tracks: readonly Track[], taking: number): EmptiesIn {
  if (taking > 0) return { none: `${processes(taking)} ${taking === 1 ? 'takes' : 'take'} new rooms` }
  if (tracks.some(({ held, roomsSeen, rooms }) => held !== 'none' || rooms > roomsSeen.length)) {
    return { none: 'not all of its rooms were read' }
  }
  return emptiesIn(tracks.flatMap((track) => agingRooms(state, track)))
}

interface BuildContext {
  state: EngineState
  tracks: ReadonlyMap<string, readonly Track[]>
  starts: readonly ProcessStart[]
  stints: Stints
  ends: EndsKnown | null
  /** The regions asked for, in words, so that shown ends of other ones are not taken for these. */
  asked: string
}

function buildSeen(context: BuildContext, deploymentId: string, totals: Totals): Omit<BuildSeen, 'since' | 'sawBegin'> {
  const { state, stints, ends } = context
  const tracks = context.tracks.get(deploymentId) ?? []
  const taking = tracks.filter(takesRooms).length
  const { hours, died, neverStarted } = buildTotals(stints, deploymentId)
  const range = lastRoom(state, tracks, taking)
  return {
    deploymentId,
    totals,
    rooms: buildRooms(curvesOf(state), deploymentId),
    starts: context.starts.filter(
      (start) =>
        start.deploymentId === deploymentId &&
        start.at >= (ends?.since ?? 0) &&
        start.at <= (ends?.until ?? state.feedTime),
    ).length,
    neverStarted,
    died,
    hours,
    taking,
    last: shownEnds(state, `build ${deploymentId} ${context.asked}`, range),
  }
}

/** Deployments side by side, as of the newest poll. @param regions those asked for; empty for all. */
export function rolloutsOf(state: EngineState, regions: readonly string[]): RolloutsSeen {
  const isAsked = (region: string): boolean => regions.length === 0 || regions.includes(region)
  const known = knownProcesses(state)
  const all = known.filter(({ row }) => isAsked(row.region))
  const starts = startsOf(all)
  const begun = beginnings(state, known)
  const { byBuild, cells } = sumsOf(state, isAsked)
  const order = orderOf(state, new Set(byBuild.keys()), begun)
  const ends = endsKnown(state)
  const stints = ends === null ? new Map() : stintsOf(all.map(lifeOf), ends.since, ends.until)
  const listed = [...state.tracks.values()].filter(({ facts }) => isAsked(facts.region))
  const context = {
    state,
    tracks: grouped(listed, ({ facts }) => facts.deploymentId),
    starts,
    stints,
    ends,
    asked: regions.join(),
  }
  const [newest] = order
  return {
    builds: order.map((deploymentId) => ({
      ...buildSeen(context, deploymentId, byBuild.get(deploymentId) ?? emptyTotals()),
      ...(begun.get(deploymentId) ?? { since: state.feedTime, sawBegin: false }),
    })),
    cells,
    current: currentDeployments(starts, state.feedTime),
    oldStarts: oldStarts(starts, order, state.feedTime),
    compared: newest === undefined ? null : compareBuilds(stints, newest),
    ends,
  }
}
