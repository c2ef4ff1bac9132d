import { buildTotals, stintsOf, type ProcessLife } from '../fleet/builds.ts'
import { compareNatural } from '../fleet/natural.ts'
import { startTimes } from '../fleet/startTimes.ts'
import { reportFigures } from '../history/reportFigures.ts'
import { deploymentKey, nameOf, regionKey, WHOLE_KEY } from '../history/rowMetrics.ts'
import type { CapacityReport, ReportRow } from '../types/report.ts'
import type { Process } from '../types/process.ts'
import { endsKnown, knownProcesses, lifeOf } from './knownProcesses.ts'
import type { EngineState } from './state.ts'

const DEPLOYMENT_DAYS_MS = 48 * 3_600_000

interface Line extends Pick<ReportRow, 'of' | 'name'> {
  key: string
  isOf: (process: Pick<Process, 'region' | 'deploymentId'>) => boolean
}

/** The whole, every region and every deployment that the history has. */
function linesOf(state: EngineState): Line[] {
  const [regions, deployments] = [new Set<string>(), new Set<string>()]
  for (const { blocks } of [state.history.quarters, state.history.minutes]) {
    for (const { rows } of blocks) {
      for (const key of rows.keys()) {
        const name = nameOf(key)
        if (name?.kind === 'region') regions.add(name.region)
        if (name?.kind === 'deployment') deployments.add(name.deploymentId)
      }
    }
  }
  const sorted = (names: Set<string>): string[] => [...names].toSorted(compareNatural)
  return [
    { of: 'whole', name: '', key: WHOLE_KEY, isOf: () => true },
    ...sorted(regions).map((name): Line => {
      return { of: 'region', name, key: regionKey(name), isOf: ({ region }) => region === name }
    }),
    ...sorted(deployments)
      .toReversed()
      .map((name): Line => {
        return { of: 'deployment', name, key: deploymentKey(name), isOf: ({ deploymentId }) => deploymentId === name }
      }),
  ]
}

/** What the fleet, its regions and its deployments came to over a window that ends now. @param rangeMs its length */
export function capacityReport(state: EngineState, rangeMs: number): CapacityReport {
  const to = state.feedTime
  const from = to - rangeMs
  const deploymentsFrom = Math.max(from, to - DEPLOYMENT_DAYS_MS)
  const ends = endsKnown(state)
  const known = knownProcesses(state)
  const { quarters, minutes } = state.history
  const rows = linesOf(state).map(({ of, name, key, isOf }): ReportRow => {
    const own = known.filter(({ row }) => isOf(row))
    const figures =
      of === 'deployment' ? reportFigures(minutes, key, deploymentsFrom, to) : reportFigures(quarters, key, from, to)
    return {
      of,
      name,
      ...figures,
      ends: ends && endsOf(own.map(lifeOf), Math.max(ends.since, from), ends.until),
      startTimes: startTimes(own.map(({ row }) => row)),
    }
  })
  return { from, to, deploymentsFrom, ends, rows: rows.filter(({ coveredMs }) => coveredMs > 0) }
}

function endsOf(lives: readonly ProcessLife[], from: number, to: number): ReportRow['ends'] {
  const stints = stintsOf(lives, from, to)
  const sum = { hours: 0, died: 0, neverStarted: 0 }
  for (const id of stints.keys()) {
    const { hours, died, neverStarted } = buildTotals(stints, id)
    sum.hours += hours
    sum.died += died
    sum.neverStarted += neverStarted
  }
  return sum
}
