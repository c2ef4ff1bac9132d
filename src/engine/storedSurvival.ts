import { AGE_BINS } from '../fleet/ageBins.ts'
import type { RoomSurvival } from '../fleet/roomSurvival.ts'
import { STORED_SURVIVAL_FORMAT, type StoredSurvival } from '../types/stored.ts'

export const survivalToStored = ({ tallies }: RoomSurvival, savedAt: number): StoredSurvival => ({
  format: STORED_SURVIVAL_FORMAT,
  savedAt,
  tallies: [...tallies],
})

/** What an earlier visit learned; hours whose bins are not ours are left out. What is older than a day drops out later. */
export function survivalFromStored({ tallies }: StoredSurvival): RoomSurvival {
  const isOurs = (bins: Uint32Array): boolean => bins.length === AGE_BINS
  return {
    tallies: new Map(
      tallies.map(([id, hours]) => [
        id,
        hours.filter(({ joined, ended, unseen }) => [joined, ended, unseen].every(isOurs)),
      ]),
    ),
  }
}
