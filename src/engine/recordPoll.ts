import { appendSample } from '../history/fleetHistory.ts'
import { placeOf, putProcess, recordProcesses } from '../history/processHistory.ts'
import { doubtOf } from './absences.ts'
import { groupOf } from './groupKey.ts'
import type { PollInHand } from './sightings.ts'
import type { EngineState } from './state.ts'
import type { Summary } from './summary.ts'

/** With more of its rows held than this, the sums of a region say nothing about it. */
const HELD_SHARE = 0.1

/** Of which too many rows are only held: these regions, and the whole. */
export interface HeldRows {
  regions: ReadonlySet<string>
  whole: boolean
}

/** Looks at every process once. */
export function heldRows({ tracks }: EngineState): HeldRows {
  const counts = new Map<string, { held: number; all: number }>()
  let held = 0
  for (const track of tracks.values()) {
    const { region } = track.facts
    let count = counts.get(region)
    if (count === undefined) counts.set(region, (count = { held: 0, all: 0 }))
    count.all += 1
    if (track.held === 'none') continue
    count.held += 1
    held += 1
  }
  const isTooMany = (n: number, all: number): boolean => n > all * HELD_SHARE
  const regions = new Set([...counts].flatMap(([region, one]) => (isTooMany(one.held, one.all) ? [region] : [])))
  return { regions, whole: isTooMany(held, tracks.size) }
}

/** Regions whose sums are unknown: they did not answer, or too many of their rows are only held. */
export function doubtfulRegions(
  state: EngineState,
  held: HeldRows = heldRows(state),
): { doubtful: Set<string>; whole: boolean } {
  const doubt = doubtOf(state)
  const silent = [...state.missingRegions.keys(), ...state.darkRegions.keys()]
  const doubtful = new Set([...silent, ...doubt.regions, ...held.regions])
  return { doubtful, whole: doubtful.size === 0 && !doubt.all && !held.whole }
}

/** So many answers of a visit have to agree before what an earlier one kept is taken back. */
const SURE_POLLS = 3

/** Whether the answers of this visit so far are older than what is kept: one of them may come from a clock that is slow. */
export const isDoubtful = ({ history: { resumed, newest }, seq }: EngineState, at: number): boolean =>
  resumed && newest !== null && newest >= at && seq < SURE_POLLS

/** Writes one poll into the history: sums by region and deployment, and every process. */
export function recordPoll(
  state: EngineState,
  summary: Summary,
  sample: { at: number; gapBefore: boolean },
  resets: PollInHand['resets'],
  held: HeldRows,
): void {
  const inGroup = new Map<string, number>()
  for (const { key, n } of resets.values()) inGroup.set(key, (inGroup.get(key) ?? 0) + n)
  const groups = [...summary.groups].map(([key, totals]) => {
    return { ...groupOf(key), totals, resets: inGroup.get(key) ?? 0 }
  })
  const short = new Map<string, boolean>()
  for (const { key, openSlots } of summary.regions) {
    const point = state.reorderPoints.get(key) ?? null
    if (point !== null) short.set(key, openSlots < point)
  }
  const { lifecycles } = summary
  if (!isDoubtful(state, sample.at))
    appendSample(state.history, { ...sample, ...doubtfulRegions(state, held), groups, lifecycles, short })
  recordProcesses(state.processHistory, sample.at, sample.gapBefore, state.tracks.size)
  for (const track of state.tracks.values()) {
    if (track.held !== 'none') continue
    const rate = state.columns.egressRate[track.slot] ?? Number.NaN
    track.place ??= placeOf(state.processHistory, track.facts.processId)
    const reset = resets.size === 0 ? 0 : (resets.get(track.facts.processId)?.n ?? 0)
    putProcess(state.processHistory, track.place, track.connections, rate, reset)
  }
}
