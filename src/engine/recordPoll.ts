import { appendSample } from '../history/fleetHistory.ts'
import { placeOf, putProcess, recordProcesses } from '../history/processHistory.ts'
import { doubtOf } from './absences.ts'
import { groupOf } from './groupKey.ts'
import type { PollInHand } from './sightings.ts'
import type { EngineState } from './state.ts'
import type { Summary } from './summary.ts'

/** With more of its rows held than this, the sums of a region say nothing about it. */
const HELD_SHARE = 0.1

/** Regions whose sums are unknown: they did not answer, or too many of their rows are only held. */
export function doubtfulRegions(state: EngineState): { doubtful: Set<string>; whole: boolean } {
  const counts = new Map<string, { held: number; all: number }>()
  let held = 0
  for (const track of state.tracks.values()) {
    const { region } = track.facts
    let count = counts.get(region)
    if (count === undefined) counts.set(region, (count = { held: 0, all: 0 }))
    count.all += 1
    if (track.held === 'none') continue
    count.held += 1
    held += 1
  }
  const doubt = doubtOf(state)
  const doubtful = new Set([...state.missingRegions.keys(), ...state.darkRegions.keys(), ...doubt.regions])
  for (const [region, count] of counts) if (count.held > count.all * HELD_SHARE) doubtful.add(region)
  const known = doubtful.size === 0 && !doubt.all
  return { doubtful, whole: known && held <= state.tracks.size * HELD_SHARE }
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
    appendSample(state.history, { ...sample, ...doubtfulRegions(state), groups, lifecycles, short })
  recordProcesses(state.processHistory, sample.at, sample.gapBefore, state.tracks.size)
  for (const track of state.tracks.values()) {
    if (track.held !== 'none') continue
    const rate = state.columns.egressRate[track.slot] ?? Number.NaN
    track.place ??= placeOf(state.processHistory, track.facts.processId)
    const reset = resets.size === 0 ? 0 : (resets.get(track.facts.processId)?.n ?? 0)
    putProcess(state.processHistory, track.place, track.connections, rate, reset)
  }
}
