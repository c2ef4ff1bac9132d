import { METRICS, type Metric } from '../types/series.ts'

/** Columns of every line: the metrics, then two that say how much of them is known. */
export const ROW_METRICS = METRICS.length + 2
export const metricIndex = (metric: Metric): number => METRICS.indexOf(metric)

/** Of a group: weight of the processes whose egress rate is known, and of all that have one. */
export const EGRESS_KNOWN = METRICS.length
export const EGRESS_ASKED = METRICS.length + 1
/** Of a region and of the whole: 1 for every sample in which it answered, whatever it listed. */
export const ANSWERED = METRICS.length

/** What a line of samples stands for. Deployments are those of all regions, groups those of one. */
export interface RowName {
  kind: 'whole' | 'region' | 'deployment' | 'group'
  region: string
  deploymentId: string
}

const KINDS = ['whole', 'region', 'deployment', 'group'] as const

export const WHOLE_KEY = 'whole\u0000\u0000'
export const regionKey = (region: string): string => `region\u0000${region}\u0000`
export const deploymentKey = (deploymentId: string): string => `deployment\u0000\u0000${deploymentId}`
export const groupKey = (region: string, deploymentId: string): string => `group\u0000${region}\u0000${deploymentId}`
export const isGroup = (key: string): boolean => key.startsWith('group\u0000')

/** What a key stands for; null when it stands for nothing. */
export function nameOf(key: string): RowName | null {
  const [kind, region, deploymentId, ...more] = key.split('\u0000')
  const known = KINDS.find((one) => one === kind)
  if (known === undefined || region === undefined || deploymentId === undefined || more.length > 0) return null
  const names = { whole: '', region, deployment: deploymentId, group: region && deploymentId }[known]
  return (known === 'whole') === (names === '') ? { kind: known, region, deploymentId } : null
}
