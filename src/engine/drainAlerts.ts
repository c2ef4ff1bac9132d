import { alertKey } from '../fleet/alertState.ts'
import { drainVerdict, isNearlyStuck, SOFT_DEADLINE_MS } from '../fleet/drainVerdict.ts'
import type { Wave } from '../fleet/waves.ts'
import { counted } from '../fleet/words.ts'
import type { AlertReading } from '../types/alerts.ts'
import { isOfWave, missingDrains } from './missingDrains.ts'
import type { EngineState } from './state.ts'
import { about, type About } from './alertWatch.ts'

// What rules say of drains, wave by wave.

const MINUTE = 60_000

/** Drains of one wave, or of one deployment that were told to stop without draining. */
interface WaveStuck {
  of: About & { deploymentId: string }
  /** By verdict. */
  stuck: Map<string, number>
  abandonedMs: number
  /** How many may be before long. */
  nearly: number
  /** Some are out of sight. */
  unseen: boolean
  /** All that ever joined it; null for none. */
  joined: number | null
}

/**
 * Of each wave's drains: those that are stuck. While some are out of sight, nothing is over, nor while the next are about
 * to be: those that began together become overdue one after the other.
 */
export function drainReadings(state: EngineState): AlertReading[] {
  const now = state.feedTime
  const waves = new Map<string, WaveStuck>()
  const ownOf = (deploymentId: string, wave: Wave | null): WaveStuck => {
    const of = {
      ...about('drains', { to: 'drains' }),
      deploymentId,
      ...(wave !== null && { wave: wave.since }),
    }
    const key = alertKey(of)
    let own = waves.get(key)
    if (own === undefined) {
      own = { of, stuck: new Map(), abandonedMs: 0, nearly: 0, unseen: false, joined: wave?.members.size ?? null }
      waves.set(key, own)
    }
    return own
  }
  for (const stone of missingDrains(state)) {
    ownOf(stone.deploymentId, state.waves.find((wave) => isOfWave(wave, stone)) ?? null).unseen = true
  }
  for (const { drain, wave, held } of state.tracks.values()) {
    if (drain === null) continue
    const own = ownOf(drain.deploymentId, wave)
    if (held !== 'none') {
      own.unseen = true
      continue
    }
    const { verdict } = drainVerdict(drain, { now, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS })
    if (verdict !== 'stalled' && verdict !== 'overdue' && verdict !== 'abandoned') {
      if (isNearlyStuck(drain, now)) own.nearly += 1
      continue
    }
    own.stuck.set(verdict, (own.stuck.get(verdict) ?? 0) + 1)
    if (verdict === 'abandoned') own.abandonedMs = Math.max(own.abandonedMs, now - (drain.noConnectionsSince ?? now))
  }
  return [...waves.values()].flatMap(({ of, stuck, abandonedMs, nearly, unseen, joined }): AlertReading[] => {
    if (stuck.size === 0) {
      const none = { ...of, severity: 'information' } as const
      if (unseen) return [{ ...none, level: 'unknown', words: '' }]
      // True for as long as it goes on, and when it is told to be over.
      const words = `deployment ${of.deploymentId}: drains were stuck, none is now`
      return nearly > 0 ? [{ ...none, level: 'near', words }] : []
    }
    const grave = stuck.has('stalled') || stuck.has('overdue') || abandonedMs >= 60 * MINUTE
    const parts = [...stuck].map(([verdict, n]) => `${counted(n, 'drain')} ${verdict}`)
    const ofAll = joined === null || joined === 1 ? '' : `, of ${joined} that began together`
    return [
      {
        ...of,
        level: 'on',
        severity: grave ? 'warn' : 'information',
        words: `deployment ${of.deploymentId}: ${parts.join(', ')}${ofAll}`,
      },
    ]
  })
}
