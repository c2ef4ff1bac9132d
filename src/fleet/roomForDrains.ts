import { counted, regionName } from './words.ts'
import type { GroupTotals } from '../types/fleet.ts'

/**
 * Whether each region has slots, open or coming, for the rooms that end on its drains: those who play there look for
 * another room next. @param notKnown regions that did not answer, or of which a drain was not read.
 */
export function roomForDrains(
  regions: readonly GroupTotals[],
  notKnown: readonly string[] = [],
): { enough: boolean; words: string } {
  const known = knownRoom(regions.filter(({ key, drainRooms }) => drainRooms > 0 && !notKnown.includes(key)))
  if (notKnown.length === 0) return known ?? { enough: true, words: 'no room is on a drain' }
  const missing = `not known for ${notKnown.map(regionName).toSorted().join(', ')}`
  return { enough: false, words: known === null ? missing : `${known.words}; ${missing}` }
}

/** Null when there is no such region. @param concerned regions with rooms on drains. */
function knownRoom(concerned: readonly GroupTotals[]): { enough: boolean; words: string } | null {
  if (concerned.length === 0) return null
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
