import { scheduleArrivals } from './arrivals.ts'
import { resetEgress } from './counters.ts'
import { deploymentAt } from './deployments.ts'
import { forgetStopped, markDraining, startProcess, terminateProcess } from './lifecycle.ts'
import { ROOMS_PER_PROCESS, schedule, takesRooms, type Process, type Region, type World } from './model.ts'
import { REGION_PLANS, splitByDemand } from './regions.ts'
import { effectsOf } from './stories.ts'

/** The fleet's scaler looks round this often, ms. */
export const CONTROL_PERIOD = 5_000
const HOUR = 3_600_000
/** Deaths with players on, per process-hour. */
const CRASH_RATE = 0.004
/** Counters that fall back to zero, per process-hour: well under one a day. */
const RESET_RATE = 0.015
const RESET_RATE_WHEN_FAULTY = 60

const storyOf = (world: World) => world.story?.name ?? null

/** Share of the fleet that drains on a usual day; those are part of the size that is to be kept. */
const USUAL_DRAINS = 0.06
/** The number of drains breathes, as teams roll out faster and slower: by ±30 % over this time, ms. */
const BREATH = 53 * 60_000

/** A fleet of a handful can't spare one. */
const usualDrains = (world: World): number => (world.size < 8 ? 0 : Math.max(1, Math.round(world.size * USUAL_DRAINS)))

/** Processes that may drain at once. */
function drainCap(world: World, at: number): number {
  const usual = usualDrains(world)
  const share = effectsOf(storyOf(world), '').drainShare
  if (usual > 0 && share > USUAL_DRAINS) return Math.round(world.size * share)
  return usual <= 1 ? usual : Math.round(usual * (1 + 0.3 * Math.sin((2 * Math.PI * at) / BREATH)))
}

/** Processes that take rooms or are about to. */
export const openCount = (region: Region): number => region.processes.size - region.draining - region.stopping

/** Sets what each region should hold. */
export function retarget(world: World, at: number): void {
  const targets = splitByDemand(world.size - usualDrains(world), at)
  for (const region of world.regions) region.target = targets[region.index] ?? 0
}

const listed = (world: World): number => world.regions.reduce((sum, region) => sum + region.processes.size, 0)

/** Starts processes where too few are up or the open slots run short. */
function scaleUp(world: World, region: Region, at: number, ceiling: number): void {
  if (!effectsOf(storyOf(world), REGION_PLANS[region.index]?.name ?? '').mayStart) return
  let lacking = region.target - openCount(region)
  const open = ROOMS_PER_PROCESS * openCount(region) - region.rooms
  const reserve = region.demand * 60_000 + 0.5
  if (lacking <= 0 && open < reserve && openCount(region) < Math.ceil(region.target * 1.05) + 1) lacking = 1
  const most = Math.min(lacking, Math.max(2, Math.ceil(region.target / 10)))
  for (let i = 0; i < most && listed(world) < ceiling; i += 1) startProcess(world, region, at)
}

/** What rolling updates start beyond what is wanted, before they take old ones away. */
const SURGE = 0.25

/** The first processes of a deployment that a story rolls out in a region; old ones drain for them. */
export function surge(world: World, region: Region, at: number): void {
  const story = storyOf(world)
  if (story !== 'rollout' && story !== 'bad-build') return
  for (let i = 0; i < Math.ceil(region.target * SURGE); i += 1) startProcess(world, region, at)
}

/** The oldest process that still takes rooms though its deployment is not the one being rolled out; any, if asked. */
function oldest(world: World, region: Region, at: number, any: boolean): Process | null {
  const current = deploymentAt(world, region.index, at)
  for (const process of region.processes.values()) {
    if (takesRooms(process) && (any || process.deployment < current)) return process
    // Younger ones are of the current deployment too: the map is in order of start.
    if (!any && process.deployment === current) return null
  }
  return null
}

function drain(world: World, region: Region, process: Process, at: number): void {
  const { random } = region
  markDraining(region, process, at)
  if (process.rooms.length === 0)
    schedule(world, at + random.between(60_000, 300_000), 'reap', region, process, null, -1)
  const share = random.unit()
  if (share < 0.02) schedule(world, at + random.between(120_000, 1_500_000), 'terminate', region, process)
  else if (share < 0.05) schedule(world, at + random.between(600_000, 2_400_000), 'stop', region, process)
  else if (share < 0.15) {
    const room = process.rooms[0]
    if (room) schedule(world, at + random.between(5_000, 60_000), 'move', region, process, room)
  }
}

/** Marks some processes as draining: where there are too many, and where a newer deployment has arrived. */
function drainSome(world: World, at: number): void {
  const cap = drainCap(world, at)
  let room = cap - world.regions.reduce((sum, region) => sum + region.draining, 0)
  let most = Math.max(1, Math.ceil(cap / 40))
  const first = world.random.int(0, world.regions.length)
  for (let i = 0; i < world.regions.length && room > 0 && most > 0; i += 1) {
    const region = world.regions[(first + i) % world.regions.length]
    if (!region || effectsOf(storyOf(world), REGION_PLANS[region.index]?.name ?? '').drainShare === 0) continue
    const surplus = openCount(region) > Math.ceil(region.target * 1.05) + 1
    // A region never drains away more than a third of itself at once.
    if (!surplus && region.draining >= Math.max(1, region.target / 3)) continue
    const process = oldest(world, region, at, surplus)
    if (!process) continue
    drain(world, region, process, at)
    room -= 1
    most -= 1
  }
}

/** Chance events of a region in one period: crashes and counter resets. */
function mishaps(world: World, region: Region, at: number): void {
  const hours = (region.processes.size * CONTROL_PERIOD) / HOUR
  const crashes = region.random.poisson(hours * CRASH_RATE)
  for (let i = 0; i < crashes; i += 1) {
    const victim = region.free.length > 0 ? region.random.pick(region.free) : null
    if (victim) terminateProcess(world, region, victim, at)
  }
  const resets = region.random.poisson(hours * (world.resetting ? RESET_RATE_WHEN_FAULTY : RESET_RATE))
  if (resets === 0) return
  const all = [...region.processes.values()]
  for (let i = 0; i < resets; i += 1) resetEgress(region.random.pick(all), at)
}

/** One look round of the scaler, and the draw of what the next seconds bring. `at`: epoch ms, a multiple of the period. */
export function control(world: World, at: number): void {
  if (at % 60_000 === 0) {
    retarget(world, at)
    forgetStopped(world)
  }
  const extra = Math.max(0, Math.round(world.size * effectsOf(storyOf(world), '').drainShare) - usualDrains(world))
  const ceiling = Math.max(world.size, Math.floor(world.size * 1.07)) + extra
  for (const region of world.regions) {
    mishaps(world, region, at)
    scaleUp(world, region, at, ceiling)
    scheduleArrivals(world, region, at, CONTROL_PERIOD)
  }
  drainSome(world, at)
}
