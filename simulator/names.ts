import { hash } from './random.ts'

const hex = (seed: number, kind: number, ordinal: number, part: number): string =>
  hash(seed, kind, ordinal, part).toString(16).padStart(8, '0')

/** An identity that looks like a UUID. */
export function uuidFor(seed: number, kind: number, ordinal: number): string {
  const [a, b, c, d] = [0, 1, 2, 3].map((part) => hex(seed, kind, ordinal, part)) as [string, string, string, string]
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`
}

/** A room's identity: a dozen lowercase letters and digits. */
export const roomIdFor = (seed: number, ordinal: number): string =>
  (hash(seed, 11, ordinal).toString(36).padStart(7, 'a') + hash(seed, 12, ordinal).toString(36).padStart(7, 'b')).slice(
    0,
    12,
  )

const MODES = ['ranked', 'quickplay', 'capture', 'deathmatch', 'custom', 'royale'] as const
const MAPS = ['harbor', 'glacier', 'foundry', 'old_town', 'canopy', 'dunes', 'station'] as const

/** A room's config as a game might write it: mostly JSON, sometimes text, null or nothing at all (undefined). */
export function roomConfigFor(seed: number, ordinal: number): string | null | undefined {
  const h = hash(seed, 13, ordinal)
  const share = h % 100
  if (share < 12) return null
  if (share < 16) return undefined
  const mode = MODES[(h >>> 7) % MODES.length] ?? 'ranked'
  const map = MAPS[(h >>> 10) % MAPS.length] ?? 'harbor'
  if (share < 24) return `${mode} on ${map}, build nightly`
  return JSON.stringify({
    mode,
    map,
    maxPlayers: [8, 16, 24, 32][(h >>> 13) % 4],
    ranked: mode === 'ranked',
    mmr: 800 + ((h >>> 5) % 1600),
    name: share < 28 ? 'Café “Nord” – 部屋' : `room ${(h >>> 9) % 1000}`,
  })
}
