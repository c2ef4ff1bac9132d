import { useSyncExternalStore } from 'react'
import type { Progress } from '../types/engine.ts'
import { useDeck } from './EngineContext.tsx'

/** What the engine is busy with while a first picture is made; null when it is not. */
export function useProgress(): Progress | null {
  const { engine } = useDeck()
  return useSyncExternalStore(engine.subscribe, engine.progress)
}

/** In words, why there is no engine; null when there is one. */
export function useProblem(): string | null {
  const { engine } = useDeck()
  return useSyncExternalStore(engine.subscribe, engine.problem)
}
