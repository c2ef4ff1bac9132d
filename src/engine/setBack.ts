import { CLOCK_BACK } from '../fleet/eventWords.ts'
import type { RoomSurvival } from '../fleet/roomSurvival.ts'
import { takeBack } from '../history/fleetHistory.ts'
import { addEvent } from './events.ts'
import { eventOfThePast, isAhead, recall, toStored } from './memory.ts'
import { newState, type EngineState } from './state.ts'

/** A clock that is put right by less is waited for. */
const LEAST_MS = 60_000
/** Fewer answers of another clock, as of one upstream behind many, change nothing. */
export const SURE_POLLS = 3

/**
 * Whether the feed's clock has been set back and stays there: until it came to where it was, every answer would be of no
 * time at all. What is a day or more behind is a clock that is wrong, not one that was put right.
 * @param told feed time of the answer at hand, epoch ms. @param mono the engine's own clock, ms.
 */
export function isSetBack(state: EngineState, told: number, mono: number): boolean {
  if (state.seq === 0 || state.feedTime - told < LEAST_MS || isAhead(state.feedTime, told)) {
    state.behind = null
    return false
  }
  const { polls, since } = state.behind ?? { polls: 0, since: state.lastGoodAt ?? mono }
  state.behind = { polls: polls + 1, since }
  return state.behind.polls >= SURE_POLLS
}

/**
 * Goes on as a page does that is opened anew: with what is kept from visit to visit, and with nothing that was reckoned
 * between two clocks. @param told and `mono` as above. @param survival what was learned of rooms.
 */
export function beginAnew(state: EngineState, told: number, mono: number, survival: RoomSurvival): void {
  const kept = toStored(state)
  const stored = { ...kept, events: kept.events.map((event) => eventOfThePast(event, told)) }
  const { asked, answered, answeredAt, durations, log, throttled, silentUntil, intervalMs, spacingMs, history } = state
  const blindMs = mono - (state.behind?.since ?? mono)
  const asBefore = {
    asked,
    answered,
    answeredAt,
    durations,
    log,
    throttled,
    silentUntil,
    intervalMs,
    spacingMs,
    history,
  }
  Object.assign(state, newState(state.app), asBefore, { survival })
  takeBack(history, told)
  recall(state, stored, told)
  addEvent(state, { kind: 'feed gap', at: told, from: told - blindMs, reason: CLOCK_BACK })
}
