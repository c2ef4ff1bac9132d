import { ROOMS_PER_PROCESS, takesRooms, type Process, type Region } from './model.ts'

/** Keeps the region's list of processes with free slots true after a change to one process. */
export function updateFree(region: Region, process: Process): void {
  const fits = takesRooms(process) && process.rooms.length < ROOMS_PER_PROCESS
  if (fits && process.freeIndex === -1) {
    process.freeIndex = region.free.length
    region.free.push(process)
  } else if (!fits && process.freeIndex !== -1) {
    // The last one takes its place: no shifting of thousands.
    const last = region.free.pop()
    if (last && last !== process) {
      region.free[process.freeIndex] = last
      last.freeIndex = process.freeIndex
    }
    process.freeIndex = -1
  }
}

/** The fuller of two processes drawn at random, so that some empty out and can be reaped; null when there is no slot. */
export function chooseProcess(region: Region, except: Process | null = null): Process | null {
  if (region.free.length === 0) return null
  const first = region.random.pick(region.free)
  const second = region.random.pick(region.free)
  const chosen = second.rooms.length > first.rooms.length ? second : first
  return chosen === except ? null : chosen
}
