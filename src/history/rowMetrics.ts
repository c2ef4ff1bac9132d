import { LIFECYCLES, type Lifecycle, type Totals } from '../types/fleet.ts'
import { SUMMED_METRICS } from '../types/series.ts'
import { BETWEEN, keyPart, nameOfPart } from './keyPart.ts'

/**
 * Columns of every line, in the order they are stored: what is summed, how much of the egress is known, how long rooms
 * lasted, and what only the report reads. New ones go to the end (blockRecord.ts).
 */
export const COLUMNS = [
  'connections',
  'egress',
  'rooms',
  'openSlots',
  'processes',
  'roomStarts',
  'egressKnown',
  'egressAsked',
  'roomsMeasured',
  'roomsMeasuredMs',
  'openRooms',
  'idle',
  'drains',
  'short',
] as const satisfies readonly (keyof Totals | 'short')[]
export type Column = (typeof COLUMNS)[number]
/** How many of them charts read: tiers that only charts read keep no more. */
export const CHART_COLUMNS = COLUMNS.indexOf('openRooms')
export const columnIndex = (column: Column): number => COLUMNS.indexOf(column)

/** Columns whose value for a set is the sum of its members'; how much egress is known is settled when sums are made. */
export const SUMMED_COLUMNS = [
  ...SUMMED_METRICS,
  'roomsMeasured',
  'roomsMeasuredMs',
  'openRooms',
  'idle',
  'drains',
] as const satisfies readonly Column[]
export type SummedColumn = (typeof SUMMED_COLUMNS)[number]

/** Of a region and of the whole, in place of how much egress is known: 1 for every sample in which it answered. */
export const ANSWERED = columnIndex('egressKnown')

/** Of a region, 1 while its open slots were under its reorder point; of the whole, while those of any region were. */
export const SHORT = columnIndex('short')

/** What a line of samples stands for. Deployments are those of all regions, groups those of one. */
export type RowName =
  | { kind: 'whole' }
  | { kind: 'region'; region: string }
  | { kind: 'deployment'; deploymentId: string }
  | { kind: 'group'; region: string; deploymentId: string }
  | { kind: 'lifecycle'; lifecycle: Lifecycle }

export const WHOLE_KEY = 'whole\u0000\u0000'
export const regionKey = (region: string): string => `region\u0000${keyPart(region)}\u0000`
export const deploymentKey = (deploymentId: string): string => `deployment\u0000\u0000${keyPart(deploymentId)}`
export const groupKey = (region: string, deploymentId: string): string =>
  `group\u0000${keyPart(region)}\u0000${keyPart(deploymentId)}`
export const lifecycleKey = (lifecycle: Lifecycle): string => `lifecycle\u0000\u0000${lifecycle}`
export const isGroup = (key: string): boolean => key.startsWith('group\u0000')

/** What a key stands for; null when it stands for nothing. */
export function nameOf(key: string): RowName | null {
  const [kind, ...parts] = key.split(BETWEEN)
  const [region, last, ...more] = parts.map(nameOfPart)
  if (region === undefined || last === undefined || more.length > 0) return null
  const lifecycle = LIFECYCLES.find((one) => one === last)
  if (kind === 'whole' && region === '' && last === '') return { kind }
  if (kind === 'region' && region !== '' && last === '') return { kind, region }
  if (kind === 'deployment' && region === '' && last !== '') return { kind, deploymentId: last }
  if (kind === 'group' && region !== '' && last !== '') return { kind, region, deploymentId: last }
  if (kind === 'lifecycle' && region === '' && lifecycle !== undefined) return { kind, lifecycle }
  return null
}
