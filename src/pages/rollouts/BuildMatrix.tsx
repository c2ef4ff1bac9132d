import { ForeignText } from '../../components/status/ForeignText.tsx'
import { foreignText } from '../../components/status/foreignText.ts'
import { Panel } from '../../components/layout/Panel.tsx'
import { FigureTable, Small, type FigureColumn } from '../../components/table/FigureTable.tsx'
import { regionName } from '../../fleet/words.ts'
import type { BuildCell, RolloutsSeen } from '../../types/builds.ts'
import { count, UNKNOWN } from '../../view/format.ts'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import shared from '../../components/layout/Page.module.css'

/** Deployments beyond these stand in one column. */
const MOST = 6

/** Which region has how much of which deployment: one left behind is seen. */
export function BuildMatrix({ rollouts }: { rollouts: RolloutsSeen }) {
  const { builds, cells, current } = rollouts
  const shown = builds.slice(0, MOST).map(({ deploymentId }) => deploymentId)
  const rest = builds.slice(MOST)
  const byRegion = new Map<string, BuildCell[]>()
  for (const cell of cells) byRegion.set(cell.region, [...(byRegion.get(cell.region) ?? []), cell])
  const columns: FigureColumn[] = [
    { label: 'Region' },
    { label: 'New processes on', hint: 'The deployment of most of the newest starts' },
    ...shown.map((id) => ({ label: foreignText(id) })),
    ...(rest.length > 0 ? [{ label: `${rest.length} older` }] : []),
  ]
  const sumOf = (region: readonly BuildCell[], wanted: (id: string) => boolean): Figures =>
    region
      .filter(({ deploymentId }) => wanted(deploymentId))
      .reduce(
        (sum, one) => ({
          connections: sum.connections + one.connections,
          processes: sum.processes + one.processes,
          draining: sum.draining + one.draining,
        }),
        { connections: 0, processes: 0, draining: 0 },
      )
  const regions = [...byRegion].toSorted(([a], [b]) => (regionName(a) < regionName(b) ? -1 : 1))
  return (
    <Panel title="Deployments by region" aside="connections, and processes" flush>
      <FigureTable label="Deployments by region" columns={columns}>
        {regions.map(([region, own]) => {
          const on = current.get(region)
          return (
            <tr key={region}>
              <th scope="row">
                <RegionMark region={region} />
              </th>
              <td data-warn={on !== undefined && on !== shown[0]}>
                {on === undefined ? <span className={shared.muted}>none started</span> : <ForeignText text={on} />}
              </td>
              {shown.map((id) => (
                <Cell key={id} of={sumOf(own, (one) => one === id)} />
              ))}
              {rest.length > 0 && <Cell of={sumOf(own, (one) => !shown.includes(one))} />}
            </tr>
          )
        })}
      </FigureTable>
    </Panel>
  )
}

type Figures = Pick<BuildCell, 'connections' | 'processes' | 'draining'>

/** `5`, `5, 2 on the way out`, `all 5 on the way out`, `1 on the way out`. */
function processesWords(processes: number, draining: number): string {
  if (draining === 0) return count(processes)
  if (draining < processes) return `${count(processes)}, ${count(draining)} on the way out`
  return `${processes > 1 ? 'all ' : ''}${count(processes)} on the way out`
}

function Cell({ of: { connections, processes, draining } }: { of: Figures }) {
  if (processes === 0) return <td className={shared.muted}>{UNKNOWN}</td>
  return (
    <td>
      {count(connections)}
      <Small>{processesWords(processes, draining)}</Small>
    </td>
  )
}
