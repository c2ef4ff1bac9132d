import type { AlertState } from '../fleet/alertState.ts'
import type { ContradictionWatch } from '../fleet/contradictions.ts'
import type { AlertReading, AlertRule } from '../types/alerts.ts'
import type { FleetLink } from '../types/fleet.ts'

/** What of the watch outlives the page: else who reloads in an outage would be told of it anew, or not at all. */
export interface AlertMemory {
  state: AlertState
  /** What was compared with when something went above its threshold, by key. */
  held: Map<string, { value: number; at: number }>
}

/** What the watch over the fleet remembers from poll to poll. */
export interface AlertWatch extends AlertMemory {
  contradictions: ContradictionWatch
  slow: { at: number; readings: readonly AlertReading[] } | null
  baselines: { at: number; byDeployment: ReadonlyMap<string, { median: number; deviation: number }> } | null
}

export type About = Pick<AlertReading, 'rule' | 'region' | 'deploymentId' | 'link'>

export const about = (
  rule: AlertRule,
  link: FleetLink,
  region: string | null = null,
  deploymentId: string | null = null,
): About => ({
  rule,
  region,
  deploymentId,
  link,
})

export const fleetLink = (region: string | null): FleetLink => ({ to: 'fleet', ...(region !== null && { region }) })
