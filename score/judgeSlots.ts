import type { CapacitySeen, RunOut } from '../src/types/capacity.ts'
import { START, takesRooms, type Moment, type WireProcess } from './beginDay.ts'
import { count, newTally, type Tally } from './tally.ts'

export const SLOT_SHARES = [
  /** Ranges with a latest: slots ran out within them, if what started since had given none. */
  'rangeHolds',
  /** Ranges without: not before the earliest. */
  'earliestHolds',
  /** "Not filling": six hours on there were some left. */
  'notFillingHolds',
] as const
export type SlotTally = Tally<(typeof SLOT_SHARES)[number], never>

const MINUTE = 60_000
const ASK_EVERY_MS = 10 * MINUTE
/** "Not filling" is said of so long. */
const HORIZON_MS = 360 * MINUTE

/** What was told of a region's open slots at a time. */
interface Asked {
  at: number
  region: string
  slots: number
  range: RunOut
  /** Slots taken less slots given back in that region until then. */
  taken: number
  ranOutAt: number | null
}

/** How the rooms of an answer stand: each on its process. */
interface Placed {
  region: string
  open: boolean
  rooms: ReadonlySet<string>
}

const placedOf = (row: WireProcess): Placed => ({
  region: row.region,
  open: takesRooms(row),
  rooms: new Set(row.rooms.map(({ roomId }) => roomId)),
})

/**
 * Judges what is told of when open slots run out: by rooms that took a slot and rooms that gave one back since, whatever
 * process they were on, as if no process had come up or gone.
 */
export function createSlotJudge() {
  let before = new Map<string, Placed>()
  const taken = new Map<string, number>()
  let open: Asked[] = []
  const all: Asked[] = []
  let now = START

  const note = (rows: readonly WireProcess[]): void => {
    const next = new Map(rows.map((row) => [row.processId, placedOf(row)]))
    const add = (region: string, n: number): void => {
      taken.set(region, (taken.get(region) ?? 0) + n)
    }
    for (const [processId, { region, rooms, open: takes }] of next) {
      const had = before.get(processId)
      for (const roomId of rooms) if (!had?.rooms.has(roomId)) add(region, 1)
      if (had && takes) for (const roomId of had.rooms) if (!rooms.has(roomId)) add(region, -1)
    }
    before = next
  }

  return {
    see(moment: Moment): void {
      ;({ now } = moment)
      note(moment.rows)
      for (const asked of open) {
        if ((taken.get(asked.region) ?? 0) - asked.taken >= asked.slots) asked.ranOutAt = now
      }
      open = open.filter(({ ranOutAt, at }) => ranOutAt === null && now - at < HORIZON_MS)
    },
    asks: (at: number): boolean => (at - START) % ASK_EVERY_MS === 0,
    ask({ regions }: CapacitySeen): void {
      for (const { region, openSlots, runOut } of regions) {
        if (region === null || runOut === null || openSlots === 0) continue
        const asked: Asked = {
          at: now,
          region,
          slots: openSlots,
          range: runOut,
          taken: taken.get(region) ?? 0,
          ranOutAt: null,
        }
        open.push(asked)
        all.push(asked)
      }
    },
    judge(): SlotTally {
      const tally: SlotTally = newTally(SLOT_SHARES, [])
      for (const asked of all) judgeAsked(tally, asked, now)
      return tally
    },
  }
}

/** @param until when the day was over: what could not be seen to the end is not judged. */
function judgeAsked({ shares }: SlotTally, { at, range, ranOutAt }: Asked, until: number): void {
  const ms = ranOutAt === null ? Number.POSITIVE_INFINITY : ranOutAt - at
  // What ran out sooner counts no more than what did not: both are judged only where all of the range was watched.
  const isWatched = (rangeMs: number): boolean => until - at >= rangeMs
  if (range === 'not filling') {
    if (isWatched(HORIZON_MS)) count(shares.notFillingHolds, ranOutAt === null)
    return
  }
  const { earliest, latest } = range
  if (latest === null) {
    if (isWatched(earliest)) count(shares.earliestHolds, ms >= earliest)
    return
  }
  if (isWatched(latest)) count(shares.rangeHolds, earliest <= ms && ms <= latest)
}
