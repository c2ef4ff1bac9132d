/** Figures of one process that are worth a look when they move. */
export interface Watched {
  connections: number
  rooms: number
  slots: number
  lifecycle: string
}

export type Changed = Readonly<Record<keyof Watched, boolean>>

/** Gauges move all the time; so much of one in one poll is worth a look. */
const NOTABLE_SHARE = 0.2
const NOTABLE_CONNECTIONS = 10

const moved = (before: number, now: number): boolean => before !== now && !Number.isNaN(before) && !Number.isNaN(now)

const isNotable = (before: number, now: number): boolean =>
  Math.abs(now - before) >= Math.max(NOTABLE_CONNECTIONS, before * NOTABLE_SHARE)

export const UNCHANGED: Changed = { connections: false, rooms: false, slots: false, lifecycle: false }

/**
 * Says of the processes that are looked at what is another figure than in the poll before. One that was not looked at
 * then has no change.
 * @returns a function of the poll's number, a process's ID and its figures now; it may be asked often of one.
 */
export function createChangeKeeper(): (seq: number, processId: string, now: Watched) => Changed {
  let at = -1
  let before = new Map<string, Watched>()
  let current = new Map<string, Watched>()
  return (seq, processId, now) => {
    if (seq !== at) {
      before = current
      current = new Map()
      at = seq
    }
    current.set(processId, now)
    const then = before.get(processId)
    if (then === undefined) return UNCHANGED
    return {
      connections: isNotable(then.connections, now.connections),
      rooms: moved(then.rooms, now.rooms),
      slots: moved(then.slots, now.slots),
      lifecycle: then.lifecycle !== now.lifecycle,
    }
  }
}
