import { finalCounters } from './counters.ts'
import { deploymentAt } from './deployments.ts'
import { schedule, touch, type Process, type Region, type World } from './model.ts'
import { uuidFor } from './names.ts'
import { updateFree } from './placement.ts'
import { REGION_PLANS } from './regions.ts'

const HOUR = 3_600_000
/** How long after a stop the stopped list still knows a process. */
const STOPPED_KEPT_FOR = 24 * HOUR
const STEPS = [5, 5, 5, 10, 10, 10, 15, 15, 20, 20, 30, 60] as const

/** Processes of a host, roughly. */
const PER_HOST = 6

function drawHost(world: World, region: Region): string {
  const plan = REGION_PLANS[region.index]
  const hosts = Math.max(2, Math.ceil(((world.size / 100) * (plan?.weight ?? 1)) / PER_HOST))
  for (let attempt = 0; ; attempt += 1) {
    const host = `${plan?.code ?? 'xxx'}-${String(region.random.int(1, hosts + 1)).padStart(2, '0')}.hosts.roomdeck.example`
    if (attempt > 20 || !world.downHosts.has(host)) return host
  }
}

/** Time to bind the port, ms: mostly 10 to 40 s, 1 in 20 slower, 1 in 100 over the 100 s it may take. */
export function drawStartTime(region: Region): number {
  const share = region.random.unit()
  if (share < 0.01) return region.random.between(101_000, 150_000)
  if (share < 0.06) return region.random.between(45_000, 90_000)
  return region.random.between(10_000, 40_000)
}

/** A process that nothing is known of but its beginning. `at`: epoch ms. */
export function createProcess(world: World, region: Region, at: number): Process {
  const { random } = region
  const ordinal = world.nextOrdinal
  world.nextOrdinal += 1
  const process: Process = {
    ordinal,
    id: uuidFor(world.seed, 10, ordinal),
    region: region.index,
    deployment: deploymentAt(world, region.index, at),
    host: drawHost(world, region),
    // Official examples go over 65535, so some of ours do.
    port: random.chance(0.03) ? random.int(65_536, 99_999) : random.int(10_000, 60_000),
    startingAt: at,
    startedAt: null,
    stoppingAt: null,
    terminatedAt: null,
    draining: false,
    idleSince: null,
    rooms: [],
    past: [],
    lingering: null,
    changedAt: at,
    version: 0,
    step: random.pick(STEPS) * 1000,
    appetite: random.between(8_000, 14_000),
    usage: 0,
    pastChange: at,
    resetAt: Number.POSITIVE_INFINITY,
    resetUsage: 0,
    resetUsageBefore: 0,
    final: null,
    freeIndex: -1,
  }
  world.byId.set(process.id, process)
  region.processes.set(process.id, process)
  region.starting += 1
  return process
}

/** Begins to provision a process. Some never bind their port; of a bad build, most. */
export function startProcess(world: World, region: Region, at: number): void {
  const process = createProcess(world, region, at)
  const bad = process.deployment === world.badDeployment
  if (region.random.chance(bad ? 0.55 : 0.003)) {
    schedule(world, at + region.random.between(100_000, 130_000), 'terminate', region, process)
  } else schedule(world, at + drawStartTime(region), 'started', region, process)
}

/** It bound its port and takes rooms from now on. */
export function markStarted(world: World, region: Region, process: Process, at: number): void {
  if (process.terminatedAt !== null || process.stoppingAt !== null) return
  process.startedAt = at
  process.idleSince = at
  region.starting -= 1
  touch(process, at)
  updateFree(region, process)
  scheduleReap(world, region, process, at)
}

/** About 5 minutes after it went idle, look whether it still is. */
export function scheduleReap(world: World, region: Region, process: Process, at: number): void {
  schedule(world, at + region.random.between(280_000, 320_000), 'reap', region, process, null, process.idleSince ?? 0)
}

export function markDraining(region: Region, process: Process, at: number): void {
  process.draining = true
  region.draining += 1
  touch(process, at)
  updateFree(region, process)
}

/** Tells a process to stop; it is gone some seconds later. */
export function stopProcess(world: World, region: Region, process: Process, at: number): void {
  if (process.stoppingAt !== null || process.terminatedAt !== null) return
  process.stoppingAt = at
  region.stopping += 1
  if (process.draining) region.draining -= 1
  if (process.startedAt === null) region.starting -= 1
  touch(process, at)
  updateFree(region, process)
  schedule(world, at + region.random.between(5_000, 30_000), 'terminate', region, process)
}

/** Gone: out of the running list, its last counters kept for the stopped one. Its rooms are lost with it. */
export function terminateProcess(world: World, region: Region, process: Process, at: number): void {
  if (process.terminatedAt !== null) return
  if (process.stoppingAt !== null) region.stopping -= 1
  else {
    if (process.draining) region.draining -= 1
    if (process.startedAt === null) region.starting -= 1
  }
  process.final = finalCounters(world, process, at)
  process.terminatedAt = at
  touch(process, at)
  updateFree(region, process)
  region.rooms -= process.rooms.length
  for (const room of process.rooms) room.until = Math.min(room.until, at)
  process.rooms = []
  process.past = []
  process.lingering = null
  region.processes.delete(process.id)
  world.stopped.push(process)
}

/** Forgets stopped processes that are too old or too many, so that a long life costs no memory. */
export function forgetStopped(world: World): void {
  const most = Math.max(2_000, Math.min(world.size, 5_000))
  let drop = Math.max(0, world.stopped.length - most)
  while ((world.stopped[drop]?.terminatedAt ?? Number.POSITIVE_INFINITY) < world.tick - STOPPED_KEPT_FOR) drop += 1
  for (const process of world.stopped.splice(0, drop)) world.byId.delete(process.id)
}
