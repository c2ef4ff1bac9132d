import { ApiError, failureWords } from '../api/apiError.ts'
import { parseProcess } from '../api/parseProcesses.ts'
import type { ProcessesSource } from '../api/processesSource.ts'
import type { Engine, EngineClock, LookedUp } from '../types/engine.ts'
import { heedAside } from './backoff.ts'
import { inFull } from './inFull.ts'
import type { EngineState } from './state.ts'

interface LookUpDeps {
  state: EngineState
  source: ProcessesSource
  clock: EngineClock
}

/** Asks the upstream of one process; what it says of when to ask next holds for every call. */
export const createLookUp =
  ({ state, source, clock }: LookUpDeps): Engine['lookUp'] =>
  async (processId, signal) => {
    const no = (failure: string, raw: string | null = null): LookedUp => ({ failure, raw })
    if (clock.mono() < state.silentUntil) return no('the upstream asked for time before the next call')
    try {
      const { payload } = await source.info(processId, signal)
      const process = parseProcess(payload)
      return process ? { process, raw: inFull(payload) } : no('the answer could not be read', inFull(payload))
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (!(error instanceof ApiError)) throw error
      heedAside(state, error, clock.mono())
      return no(error.status === 404 ? 'the server knows no such process' : failureWords(error))
    }
  }
