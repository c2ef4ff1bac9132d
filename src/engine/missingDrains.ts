import type { Wave } from '../fleet/waves.ts'
import type { KeptTombstone } from './absences.ts'
import type { EngineState } from './state.ts'
import { isUnresolved } from '../fleet/ending.ts'

/** Drains that are not listed, though nobody says that they ended; those that left just now are still asked after. */
export const missingDrains = (state: EngineState): KeptTombstone[] =>
  [...state.tombstones.values()].filter((stone) => stone.drain !== null && isUnresolved(stone))

export const isOfWave = ({ deploymentId, members }: Wave, stone: KeptTombstone): boolean =>
  stone.deploymentId === deploymentId && members.has(stone.processId)

/** It took rooms or connections out of sight, so that what is listed is not what is left. */
export const tookAlong = ({ rooms, connections }: KeptTombstone): boolean => rooms > 0 || connections > 0
