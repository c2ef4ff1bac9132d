import { settlePast } from './counters.ts'
import { variantFor, type Span } from './curve.ts'
import { scheduleReap, terminateProcess } from './lifecycle.ts'
import { schedule, touch, type Process, type Region, type Room, type World } from './model.ts'
import { chooseProcess, updateFree } from './placement.ts'
import { activity, REGION_PLANS } from './regions.ts'
import type { Stay } from './roomLaws.ts'
import { effectsOf } from './stories.ts'

const MINUTE = 60_000
const ROOM_SIZES = [8, 16, 16, 24, 24, 32, 32] as const

/** Players of a new room at its fullest; more in the region's busy hours. */
function drawPeak(world: World, region: Region, at: number): number {
  const plan = REGION_PLANS[region.index]
  if (!plan) return 0
  const busy = Math.min(1, 0.62 + 0.25 * activity(plan, at))
  const { players } = effectsOf(world.story?.name ?? null, plan.name)
  return Math.max(1, Math.round(region.random.pick(ROOM_SIZES) * busy * players * region.random.between(0.8, 1.05)))
}

/** Puts a new room on a process. `at`: when it was placed, epoch ms. */
export function openRoom(world: World, region: Region, process: Process, at: number, stay: Stay): void {
  const ordinal = world.nextOrdinal
  world.nextOrdinal += 1
  join(world, region, process, {
    ordinal,
    allocation: ordinal,
    activeAt: at + region.random.between(1_000, 6_000),
    suspended: region.random.chance(0.003),
    movedTo: null,
    curveStart: at,
    from: at,
    until: Number.POSITIVE_INFINITY,
    length: stay.length,
    repeats: stay.repeats,
    peak: drawPeak(world, region, at),
    variant: variantFor(region.random.unit(), stay.repeats),
  })
  const room = process.rooms.at(-1) ?? null
  schedule(world, at + stay.stays, 'end', region, process, room)
  if (region.random.chance(0.003)) {
    schedule(world, at + region.random.unit() * stay.stays, 'move', region, process, room)
  }
}

function join(world: World, region: Region, process: Process, room: Room): void {
  settlePast(process, world.tick)
  process.rooms.push(room)
  process.idleSince = null
  region.rooms += 1
  touch(process, room.from)
  updateFree(region, process)
}

/** Whether the room is still on that process. */
const isOn = (process: Process, room: Room): boolean => process.terminatedAt === null && process.rooms.includes(room)

function leave(region: Region, process: Process, room: Room, at: number): void {
  room.until = at
  process.rooms.splice(process.rooms.indexOf(room), 1)
  process.past.push(room)
  region.rooms -= 1
  touch(process, at)
  settlePast(process, at)
  updateFree(region, process)
}

/** A match is over. */
export function endRoom(world: World, region: Region, process: Process, room: Room, at: number): void {
  if (!isOn(process, room)) {
    // It moved: its end is due wherever it is now.
    const home = room.movedTo
    if (home) endRoom(world, region, home.process, home.room, at)
    return
  }
  leave(region, process, room, at)
  if (process.rooms.length === 0) goIdle(world, region, process, at)
}

/** The last room is gone: some servers exit at once, some keep a client or two, most wait to be reaped. */
function goIdle(world: World, region: Region, process: Process, at: number): void {
  if (process.stoppingAt !== null) return
  const share = region.random.unit()
  if (share < (process.draining ? 0.12 : 0.02)) {
    process.stoppingAt = at
    if (process.draining) region.draining -= 1
    region.stopping += 1
    terminateProcess(world, region, process, at)
  } else if (share > (process.draining ? 0.92 : 0.995)) {
    process.lingering = lingererOf(region, at)
    schedule(world, at + process.lingering.length, 'leave', region, process)
  } else {
    process.idleSince = at
    scheduleReap(world, region, process, at)
  }
}

const lingererOf = (region: Region, at: number): Span => ({
  curveStart: at,
  from: at,
  until: Number.POSITIVE_INFINITY,
  length: region.random.between(6, 40) * MINUTE,
  repeats: false,
  peak: region.random.int(1, 5),
  variant: variantFor(region.random.unit(), true),
})

/** The clients that stayed on after the last room are gone too. */
export function endLingering(world: World, region: Region, process: Process, at: number): void {
  if (!process.lingering || process.terminatedAt !== null) return
  process.lingering.until = at
  process.past.push(process.lingering)
  process.lingering = null
  if (process.rooms.length > 0) return
  process.idleSince = at
  touch(process, at)
  scheduleReap(world, region, process, at)
}

/** The same room goes on, on another process of its region; nothing happens when none has a slot. */
export function moveRoom(world: World, region: Region, process: Process, room: Room, at: number): void {
  if (!isOn(process, room) || process.stoppingAt !== null) return
  const target = chooseProcess(region, process)
  if (!target) return
  leave(region, process, room, at)
  const moved: Room = {
    ...room,
    allocation: world.nextOrdinal,
    from: at,
    activeAt: at,
    movedTo: null,
    until: Number.POSITIVE_INFINITY,
  }
  world.nextOrdinal += 1
  room.movedTo = { process: target, room: moved }
  join(world, region, target, moved)
  if (process.rooms.length === 0) goIdle(world, region, process, at)
}
