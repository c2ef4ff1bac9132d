import { arrive, OCCUPANCY } from './arrivals.ts'
import { CONTROL_PERIOD, control, openCount, retarget, surge } from './control.ts'
import { createProcess, drawStartTime, markStarted, scheduleReap, stopProcess, terminateProcess } from './lifecycle.ts'
import { ROOMS_PER_PROCESS, schedule, type Region, type World, type WorldEvent } from './model.ts'
import { createRandom } from './random.ts'
import { drawStay, type RoomLaw } from './roomLaws.ts'
import { REGION_PLANS } from './regions.ts'
import { endLingering, endRoom, moveRoom, openRoom } from './rooms.ts'

const HOUR = 3_600_000

/** Hours lived before the first answer, so that drains and stopped processes are of every age. */
const warmUp = (size: number): number => (size <= 5_000 ? 3 : 0.5)

export interface WorldOptions {
  seed: number
  processes: number
  counters: 'heartbeat' | 'on-change'
  app: string
  /** How long rooms last; the usual way when absent. */
  lengths?: RoomLaw
}

/**
 * A world that has lived up to the full UTC hour of `start` (epoch ms), or rather from some hours before it: two
 * worlds of one seed made in the same hour are the same, whenever they were made.
 */
export function createWorld(options: WorldOptions, start: number): World {
  const origin = (Math.floor(start / HOUR) - warmUp(options.processes)) * HOUR
  const world: World = {
    seed: options.seed,
    size: options.processes,
    counters: options.counters,
    app: options.app,
    lengths: options.lengths ?? 'usual',
    tick: origin,
    random: createRandom(options.seed, 1),
    regions: REGION_PLANS.map((_, index) => ({
      index,
      random: createRandom(options.seed, 2, index),
      processes: new Map(),
      free: [],
      starting: 0,
      draining: 0,
      stopping: 0,
      rooms: 0,
      target: 0,
      demand: 0,
    })),
    agenda: new Map(),
    nextOrdinal: 0,
    stopped: [],
    byId: new Map(),
    story: null,
    forced: [],
    badDeployment: null,
    downHosts: new Set(),
    resetting: false,
  }
  retarget(world, origin)
  for (const region of world.regions) populate(world, region, origin)
  advance(world, Math.floor(start / 1000) * 1000)
  return world
}

/** The first processes of a region: of all ages, with rooms of all ages. */
function populate(world: World, region: Region, at: number): void {
  const starts = Array.from({ length: region.target }, () => at + 3 * HOUR * Math.log(1 - region.random.unit() * 0.98))
  for (const startedAt of starts.sort((a, b) => a - b)) {
    const process = createProcess(world, region, startedAt - drawStartTime(region))
    markStarted(world, region, process, startedAt)
    for (let slot = 0; slot < ROOMS_PER_PROCESS; slot += 1) {
      if (!region.random.chance(OCCUPANCY)) continue
      const stay = drawStay(region.random, world.lengths, true)
      const age = Math.min(region.random.unit() * stay.stays, at - startedAt)
      openRoom(world, region, process, at - age, stay)
    }
    if (process.rooms.length === 0) scheduleReap(world, region, process, at)
  }
}

/** Lets the world live until a time, in whole seconds; never back. `until`: epoch ms. */
export function advance(world: World, until: number): void {
  for (let tick = world.tick + 1000; tick <= until; tick += 1000) {
    world.tick = tick
    const due = world.agenda.get(tick)
    if (due) {
      for (const event of due) happen(world, event)
      world.agenda.delete(tick)
    }
    if (tick % CONTROL_PERIOD === 0) control(world, tick)
  }
}

function happen(world: World, event: WorldEvent): void {
  const { at, kind, region, process, room } = event
  if (kind === 'arrive') return arrive(world, region, at, event.mark)
  if (kind === 'surge') return surge(world, region, at)
  if (!process || process.terminatedAt !== null) {
    if (kind === 'end' && process && room) endRoom(world, region, process, room, at)
    return
  }
  if (kind === 'started') return markStarted(world, region, process, at)
  if (kind === 'terminate') return terminateProcess(world, region, process, at)
  if (kind === 'stop') return stopProcess(world, region, process, at)
  if (kind === 'leave') return endLingering(world, region, process, at)
  if (kind === 'end' && room) return endRoom(world, region, process, room, at)
  if (kind === 'move' && room) return moveRoom(world, region, process, room, at)
  if (kind === 'reap') {
    if (process.rooms.length > 0 || process.lingering) return
    const idle = process.idleSince === event.mark || (event.mark === -1 && process.draining)
    if (!idle) return
    if (process.draining || openCount(region) > region.target) stopProcess(world, region, process, at)
    else schedule(world, at + 60_000, 'reap', region, process, null, event.mark)
  }
}
