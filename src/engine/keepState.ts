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
  /** Settles when what an earlier visit kept is there. */
  recalled: Promise<void>
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
  const recallStored = async (): Promise<void> => {
    const stored = await storage.load()
    if (stored !== null) recall(state, stored, clock.wall())
    const known = await survivalStorage.load()
    if (known !== null && !isAhead(known, clock.wall())) state.survival = survivalFromStored(known)
    await keeper.load(state.history, clock.wall())
  }
  return {
    recalled: recallStored(),
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
