import { LIFECYCLES, type Lifecycle, type Totals } from '../types/fleet.ts'

/**
 * Columns of every line, in the order they are stored: what is summed, how much of the egress is known, and how long
 * rooms lasted. New ones go to the end (blockRecord.ts).
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
] as const satisfies readonly (keyof Totals)[]
export type Column = (typeof COLUMNS)[number]
export const columnIndex = (column: Column): number => COLUMNS.indexOf(column)

/** Of a region and of the whole, in place of how much egress is known: 1 for every sample in which it answered. */
export const ANSWERED = columnIndex('egressKnown')

/** What a line of samples stands for. Deployments are those of all regions, groups those of one. */
export type RowName =
  | { kind: 'whole' }
  | { kind: 'region'; region: string }
  | { kind: 'deployment'; deploymentId: string }
  | { kind: 'group'; region: string; deploymentId: string }
  | { kind: 'lifecycle'; lifecycle: Lifecycle }

export const WHOLE_KEY = 'whole\u0000\u0000'
export const regionKey = (region: string): string => `region\u0000${region}\u0000`
export const deploymentKey = (deploymentId: string): string => `deployment\u0000\u0000${deploymentId}`
export const groupKey = (region: string, deploymentId: string): string => `group\u0000${region}\u0000${deploymentId}`
export const lifecycleKey = (lifecycle: Lifecycle): string => `lifecycle\u0000\u0000${lifecycle}`
export const isGroup = (key: string): boolean => key.startsWith('group\u0000')

/** What a key stands for; null when it stands for nothing. */
export function nameOf(key: string): RowName | null {
  const [kind, region, last, ...more] = key.split('\u0000')
  if (region === undefined || last === undefined || more.length > 0) return null
  const name = nameFrom(kind, region, last)
  return name !== null && keyOf(name) === key ? name : null
}

function nameFrom(kind: string | undefined, region: string, last: string): RowName | null {
  if (kind === 'whole') return { kind }
  if (kind === 'region' && region !== '') return { kind, region }
  if (kind === 'deployment' && last !== '') return { kind, deploymentId: last }
  if (kind === 'group' && region !== '' && last !== '') return { kind, region, deploymentId: last }
  const lifecycle = kind === 'lifecycle' && LIFECYCLES.find((one) => one === last)
  return lifecycle ? { kind: 'lifecycle', lifecycle } : null
}

function keyOf(name: RowName): string {
  switch (name.kind) {
    case 'whole':
      return WHOLE_KEY
    case 'region':
      return regionKey(name.region)
    case 'deployment':
      return deploymentKey(name.deploymentId)
    case 'group':
      return groupKey(name.region, name.deploymentId)
    case 'lifecycle':
      return lifecycleKey(name.lifecycle)
  }
}
