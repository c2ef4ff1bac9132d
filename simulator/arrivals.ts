import { ROOMS_PER_PROCESS, schedule, type Region, type World } from './model.ts'
import { chooseProcess } from './placement.ts'
import { REGION_PLANS } from './regions.ts'
import { drawStay, MEAN_STAY, type Stay } from './roomLaws.ts'
import { openRoom } from './rooms.ts'
import { effectsOf } from './stories.ts'

/** Share of the slots that are taken when all is well. */
export const OCCUPANCY = 0.74
/** A room that finds no slot asks again after this long, ms, and gives up after so many tries. */
const RETRY_AFTER = 4_000
const TRIES = 15
/** How fast a lack or surplus of rooms is evened out, ms. */
const EVENED_IN = 20 * 60_000

/** Rooms asked for per ms: what keeps the region's slots usually taken (Little's law), steered towards it. */
export function demandOf(world: World, region: Region): number {
  const effects = effectsOf(world.story?.name ?? null, REGION_PLANS[region.index]?.name ?? '')
  const wanted = region.target * ROOMS_PER_PROCESS * OCCUPANCY
  const usual = wanted / MEAN_STAY
  const steer = effects.demand === 1 ? (wanted - region.rooms) / EVENED_IN : 0
  return Math.max(0, Math.min(usual * 2, usual + steer)) * effects.demand
}

/** Draws the rooms that will be asked for in the next `span` ms. */
export function scheduleArrivals(world: World, region: Region, at: number, span: number): void {
  region.demand = demandOf(world, region)
  const count = region.random.poisson(region.demand * span)
  for (let i = 0; i < count; i += 1) schedule(world, at + region.random.unit() * span, 'arrive', region)
}

/** A room of a bad build ends within two minutes. */
const shortStay = (region: Region): Stay => {
  const length = region.random.between(12_000, 100_000)
  return { length, repeats: false, stays: length }
}

/** A room is asked for: it lands on a process with a free slot or asks again. */
export function arrive(world: World, region: Region, at: number, tries: number): void {
  const process = chooseProcess(region)
  if (process) {
    const bad = process.deployment === world.badDeployment
    openRoom(world, region, process, at, bad ? shortStay(region) : drawStay(region.random, world.lengths))
  } else if (tries < TRIES) schedule(world, at + RETRY_AFTER, 'arrive', region, null, null, tries + 1)
}
