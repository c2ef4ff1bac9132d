import type { RegionCapacity } from '../types/capacity.ts'
import { inWords } from './drainOutlook.ts'
import { counted } from './words.ts'

/** Open slots are below the point at which help comes too late, or there are none and rooms start. */
export const isShort = ({ openSlots, reorderPoint, rates }: RegionCapacity): boolean =>
  (reorderPoint !== null && openSlots < reorderPoint) || (openSlots === 0 && (rates?.starts ?? 0) > 0)

/** `4 open slots, under 15: a room may find no place before a process that starts now is up; run out in …; 12 coming` */
export function slotsWords({ openSlots, reorderPoint, runOut, coming }: RegionCapacity): string {
  const few = openSlots < (reorderPoint ?? 0) ? 'fewer than' : 'little more than'
  const parts = [
    openSlots === 0
      ? 'no open slot, and rooms start'
      : `${counted(openSlots, 'open slot')}, ${few} the ${reorderPoint ?? 0} that starts take while a process comes up`,
  ]
  if (openSlots > 0 && runOut !== null && runOut !== 'not filling') {
    parts.push(`they run out ${inWords(runOut)} if nothing starts`)
  }
  parts.push(coming === 0 ? 'nothing is coming' : `${counted(coming, 'slot')} coming`)
  return parts.join('; ')
}
