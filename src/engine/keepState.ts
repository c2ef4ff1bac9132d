import type { RoomSurvival } from '../fleet/roomSurvival.ts'
import type { EngineClock } from '../types/engine.ts'
import type { HistoryKeeper } from './keepHistory.ts'
import { isAhead, recall, toStored } from './memory.ts'
import type { EngineState } from './state.ts'
import type { EngineStorage, SurvivalStorage } from './storage.ts'
import { survivalFromStored, survivalToStored } from './storedSurvival.ts'

const SAVE_EVERY_MS = 10_000
/** It is large and changes little. */
const SAVE_SURVIVAL_EVERY_MS = 120_000

interface StateKeeperDeps {
  state: EngineState
  clock: EngineClock
  storage: EngineStorage
  survivalStorage: SurvivalStorage
  keeper: HistoryKeeper
}

export interface StateKeeper {
  /**
   * Takes up what an earlier visit kept, once, before the first answer is taken in.
   * @param at feed time of that answer, epoch ms: what was kept is of the feed's time, whatever this computer's clock says.
   */
  recall(at: number): Promise<void>
  /**
   * Writes what is due after a poll.
   * @param learned all that was learned of rooms until now; absent while nobody can say.
   */
  save(learned: ((state: EngineState) => RoomSurvival) | undefined): void
}

/** What of the state outlives the page: read once at the beginning, written now and then. */
export function createStateKeeper({ state, clock, storage, survivalStorage, keeper }: StateKeeperDeps): StateKeeper {
  let savedAt = Number.NEGATIVE_INFINITY
  let survivalSavedAt = clock.mono()
  // Read while the first answer is on its way.
  const found = Promise.all([storage.load(), survivalStorage.load(), keeper.load(state.history, clock.wall())])
  let recalled: Promise<void> | null = null
  const takeUp = async (at: number): Promise<void> => {
    const [stored, known] = await found
    if (stored !== null) recall(state, stored, at)
    if (known !== null && !isAhead(known, at)) state.survival = survivalFromStored(known)
  }
  return {
    recall: (at) => (recalled ??= takeUp(at)),
    save(learned) {
      keeper.keep(state.history, clock.mono())
      if (clock.mono() - savedAt < SAVE_EVERY_MS) return
      savedAt = clock.mono()
      void storage.save(toStored(state))
      if (learned === undefined || clock.mono() - survivalSavedAt < SAVE_SURVIVAL_EVERY_MS) return
      survivalSavedAt = clock.mono()
      void survivalStorage.save(survivalToStored(learned(state), state.feedTime))
    },
  }
}
