import type { RoomSurvival } from '../fleet/roomSurvival.ts'
import type { EngineClock } from '../types/engine.ts'
import type { HistoryKeeper, HistoryStatus } from './keepHistory.ts'
import { isAhead, recall, toStored } from './memory.ts'
import type { EngineState } from './state.ts'
import type { EngineStorage, SurvivalStorage } from './storage.ts'
import { survivalFromStored, survivalToStored } from './storedSurvival.ts'

const SAVE_EVERY_MS = 10_000
/** It is large and changes little. */
const SAVE_SURVIVAL_EVERY_MS = 120_000
/** Where pages do not share an engine, one that has stood still for longer knows less than the others. */
const CURRENT_MS = 60_000
const NEVER = Number.NEGATIVE_INFINITY

interface StateKeeperDeps {
  state: EngineState
  clock: EngineClock
  storage: EngineStorage
  survivalStorage: SurvivalStorage
  keeper: HistoryKeeper
}

/** All that was learned of rooms until now. */
type Learned = (state: EngineState) => RoomSurvival

export interface StateKeeper {
  /**
   * Takes up what an earlier visit kept, once, before the first answer is taken in.
   * @param at feed time of that answer, epoch ms: what was kept is of the feed's time, whatever this computer's clock says.
   */
  recall(at: number): Promise<void>
  /**
   * Writes what is due after a poll.
   * @param learned absent while nobody can say what was learned.
   */
  save(learned: Learned | undefined): void
  /** Writes all that changed, now: the page may go. @param learned as for `save` */
  flush(learned: Learned | undefined): Promise<void>
  /** How all of it is kept. */
  status(): HistoryStatus
}

/** What of the state outlives the page: read once at the beginning, written now and then. */
export function createStateKeeper({ state, clock, storage, survivalStorage, keeper }: StateKeeperDeps): StateKeeper {
  let savedAt = NEVER
  let survivalSavedAt = clock.mono()
  // Read while the first answer is on its way.
  const found = Promise.all([storage.load(), survivalStorage.load(), keeper.load(state.history)])
  let recalled: Promise<void> | null = null
  const takeUp = async (at: number): Promise<void> => {
    const [stored, known] = await found
    await keeper.begin(state.history, at)
    if (stored !== null) recall(state, stored, at)
    if (known !== null && !isAhead(known.savedAt, at)) state.survival = survivalFromStored(known)
  }
  /** What was seen so far: polls, and what was found out between them. */
  const seen = (): string => `${state.answered} ${state.eventTick}`
  let saved = seen()
  let survivalSaved = state.seq
  const saveState = (): Promise<unknown> => {
    savedAt = clock.mono()
    saved = seen()
    return storage.save(toStored(state))
  }
  const saveSurvival = (learned: Learned): Promise<unknown> => {
    survivalSavedAt = clock.mono()
    survivalSaved = state.seq
    return survivalStorage.save(survivalToStored(learned(state), state.feedTime))
  }
  return {
    recall: (at) => (recalled ??= takeUp(at)),
    save(learned) {
      keeper.keep(state.history, clock.mono())
      if (clock.mono() - savedAt < SAVE_EVERY_MS) return
      void saveState()
      if (learned !== undefined && clock.mono() - survivalSavedAt >= SAVE_SURVIVAL_EVERY_MS) void saveSurvival(learned)
    },
    flush: async (learned) => {
      const writing: Promise<unknown>[] = [keeper.flush()]
      // Before the first answer was taken in, it would go over what an earlier visit kept; long after the last one, over
      // what a page kept that went on.
      const isCurrent = savedAt !== NEVER && clock.mono() - (state.lastGoodAt ?? 0) <= CURRENT_MS
      if (isCurrent && saved !== seen()) writing.push(saveState())
      if (isCurrent && learned !== undefined && survivalSaved !== state.seq) writing.push(saveSurvival(learned))
      await Promise.all(writing)
    },
    status: () => {
      const history = keeper.status()
      const damaged = [storage, survivalStorage].filter((one) => one.foundDamaged()).length
      return { ...history, quarantined: history.quarantined + damaged }
    },
  }
}
