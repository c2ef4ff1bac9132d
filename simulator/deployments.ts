import { hashUnit } from './random.ts'
import type { World } from './model.ts'

const MINUTE = 60_000
/** One deployment per slot, moved about by up to a sixth of it: 60 to 120 minutes apart. */
const SLOT = 90 * MINUTE
const WANDER = 30 * MINUTE
/** A rollout reaches the regions one after another over this time. */
const STAGING = 20 * MINUTE
const FORCED_STAGING = 45_000
/** IDs count from here (2026-01-01), so that they do not depend on when the simulator was launched. */
const FIRST_SLOT = Math.floor(Date.UTC(2026, 0, 1) / SLOT)
const ID_SPACE = 100_000

const timeOf = (seed: number, slot: number): number => slot * SLOT + (hashUnit(seed, 21, slot) - 0.5) * WANDER

/** When a forced deployment reaches a region: one region after another. */
export const forcedAt = (begin: number, region: number): number => begin + region * FORCED_STAGING

/** The deployment on which a region starts processes at a time: an ID that only rises. `at`: epoch ms. */
export function deploymentAt(world: Pick<World, 'seed' | 'forced'>, region: number, at: number): number {
  let slot = Math.floor(at / SLOT) + 1
  while (timeOf(world.seed, slot) + hashUnit(world.seed, 22, slot, region) * STAGING > at) slot -= 1
  let extra = 0
  for (const begin of world.forced) if (forcedAt(begin, region) <= at) extra += 1
  const index = slot - FIRST_SLOT
  return (((index % ID_SPACE) + ID_SPACE) % ID_SPACE) + 1 + extra
}
