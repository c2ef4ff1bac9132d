import { AGE_BINS, binPlace, binStart } from './ageBins.ts'
import { poissonInterval } from './poisson.ts'
import { LEAST_ENDED, sharedBeyond, type SurvivalCurve, type SurvivalCurves } from './survivalCurves.ts'
import type { BuildRooms } from '../types/builds.ts'

/** A room that ends younger is short, or younger than this share of the usual length (docs/meaning.md, "Builds are compared"). */
const SHORT_MS = 120_000
const SHORT_SHARE = 0.2

/** The age by which such a share of rooms has ended, ms; null when that is beyond what is known. */
function ageAt(curve: SurvivalCurve, share: number): number | null {
  for (let bin = 1; bin <= AGE_BINS; bin++) {
    const age = binStart(bin)
    if (age > curve.knownTo) return null
    const [before, now] = [curve.beyond[bin - 1] ?? 1, curve.beyond[bin] ?? 1]
    if (now > 1 - share) continue
    // Inside a bin ends are spread evenly.
    return before === now ? age : age - ((1 - share - now) / (before - now)) * (age - binStart(bin - 1))
  }
  return null
}

/**
 * Short: under two minutes or a fifth of what is usual over all deployments, so that no build is its own measure. At the
 * edge of a bin, so that ends and their share are of the same rooms.
 */
const shortLimit = ({ all }: SurvivalCurves): number => {
  const usual = all.ended >= LEAST_ENDED ? ageAt(all, 0.5) : null
  return binStart(Math.round(binPlace(Math.max(SHORT_MS, (usual ?? 0) * SHORT_SHARE))))
}

/** Null under 30 ends: they say nothing. */
export function buildRooms(curves: SurvivalCurves, deploymentId: string): BuildRooms | null {
  const curve = curves.alone.get(deploymentId)
  if (curve === undefined || curve.ended < LEAST_ENDED) return null
  const shortMs = shortLimit(curves)
  const ends = curve.ends.subarray(0, Math.round(binPlace(shortMs))).reduce((sum, n) => sum + n, 0)
  const share = 1 - sharedBeyond(curve, shortMs)
  const { low, high } = poissonInterval(ends)
  // So many rooms there were to be short, watched from their beginning or not.
  const rooms = share > 0 ? ends / share : curve.ended
  const short = { ends, share, low: Math.min(1, low / rooms), high: Math.min(1, high / rooms) }
  return { ended: curve.ended, p50: ageAt(curve, 0.5), p90: ageAt(curve, 0.9), shortMs, short }
}
