import { CLOCK_BACK } from '../fleet/eventWords.ts'
import type { RoomSurvival } from '../fleet/roomSurvival.ts'
import { takeBack } from '../history/fleetHistory.ts'
import { addEvent } from './events.ts'
import { isAhead, recall, toStored } from './memory.ts'
import { newState, type EngineState } from './state.ts'

/** A clock that is put right by less is waited for. */
const LEAST_MS = 60_000
/** Fewer answers of another clock, or for less time, change nothing: there may be several upstreams behind one name. */
const SURE_POLLS = 3
const SURE_MS = 30_000

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
  return state.behind.polls >= SURE_POLLS && mono - state.behind.since >= SURE_MS
}

/**
 * Goes on as a page does that is opened anew: with what is kept from visit to visit, and with nothing that was reckoned
 * between two clocks. @param told and `mono` as above. @param survival what was learned of rooms.
 */
export function beginAnew(state: EngineState, told: number, mono: number, survival: RoomSurvival): void {
  const kept = toStored(state)
  const fastMs = state.feedTime - told
  // As far apart as they were: else what was lost in an hour would be lost at once.
  const putRight = (time: number): number => (time > told ? time - fastMs : time)
  const events = kept.events.map((event) => ({
    ...event,
    at: putRight(event.at),
    ...(event.kind === 'feed gap' && { from: putRight(event.from) }),
  }))
  const { asked, answered, answeredAt, durations, throttled, silentUntil, intervalMs, spacingMs, history } = state
  const log = state.log.map((record) => ({ ...record, at: putRight(record.at) }))
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
  recall(state, { ...kept, events }, told)
  addEvent(state, { kind: 'feed gap', at: told, from: told - blindMs, reason: CLOCK_BACK })
}
