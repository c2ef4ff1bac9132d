import { counted, regionName } from './words.ts'
import type { GroupTotals } from '../types/fleet.ts'

/**
 * Whether each region has slots, open or coming, for the rooms that end on its drains: those who play there look for
 * another room next. A region of which some row is held says a lower bound, so that "at least" is all that is promised.
 */
export function roomForDrains(regions: readonly GroupTotals[]): { enough: boolean; words: string } {
  const concerned = regions.filter(({ drainRooms }) => drainRooms > 0)
  if (concerned.length === 0) return { enough: true, words: 'no room is on a drain' }
  const short = concerned
    .filter(({ drainRooms, openSlots, coming }) => drainRooms > openSlots + coming)
    .toSorted((a, b) => b.drainRooms - b.openSlots - b.coming - (a.drainRooms - a.openSlots - a.coming))
  if (short.length === 0) {
    const where =
      concerned.length === 1 ? regionName(concerned[0]?.key ?? '') : `each of the ${concerned.length} regions`
    return { enough: true, words: `${where} has open slots for the rooms on its drains` }
  }
  const each = short.map(
    ({ key, drainRooms, openSlots, coming }) =>
      `${regionName(key)} ${counted(drainRooms, 'room')} on drains, ${openSlots} open + ${coming} coming`,
  )
  return { enough: false, words: `not enough open slots for the rooms on drains: ${each.join('; ')}` }
}
