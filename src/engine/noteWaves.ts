import { joinWave, sampleWave } from '../fleet/waves.ts'
import { isOfWave, missingDrains, tookAlong } from './missingDrains.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

/** Puts every new drain into its wave, and notes what is left of each wave; in place. */
export function noteWaves(state: EngineState): void {
  const fresh: Track[] = []
  for (const track of state.tracks.values()) if (track.drain !== null && track.wave === null) fresh.push(track)
  // Those that an earlier visit saw began before the others.
  for (const track of fresh.toSorted((a, b) => (a.drain?.firstSeenAt ?? 0) - (b.drain?.firstSeenAt ?? 0))) {
    if (track.drain) track.wave = joinWave(state.waves, track.drain)
  }
  if (state.waves.length === 0) return
  const left = new Map(state.waves.map((wave) => [wave, { rooms: 0, connections: 0, drains: 0, unseen: false }]))
  for (const track of state.tracks.values()) {
    if (track.wave === null) continue
    if (track.drain === null) {
      track.wave = null
      continue
    }
    const sum = left.get(track.wave)
    if (sum === undefined) continue
    sum.rooms += track.drain.rooms
    sum.connections += track.drain.connections
    sum.drains += 1
    sum.unseen ||= track.held !== 'none'
  }
  const at = state.feedTime
  const missing = missingDrains(state)
  for (const [wave, { rooms, connections, drains, unseen }] of left) {
    if (wave.endedAt !== null && drains === 0) continue
    const out = missing.filter((stone) => isOfWave(wave, stone))
    wave.endedAt = drains === 0 && out.length === 0 ? at : null
    const took = out.filter(tookAlong)
    // Of those that left just now the next poll knows whether they ended: until then there is neither a fall nor a gap.
    if (took.some(({ vanishedAt }) => vanishedAt === at)) continue
    sampleWave(
      wave,
      unseen || took.length > 0 ? { at, rooms: Number.NaN, connections: Number.NaN } : { at, rooms, connections },
    )
  }
}
