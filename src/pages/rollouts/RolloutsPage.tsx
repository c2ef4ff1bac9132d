import { useQuery } from '@tanstack/react-query'
import { rolloutsQuery } from '../../engine/queries/pages.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { FirstData } from '../../widgets/FirstData.tsx'
import { unlistedRegions } from '../../widgets/lowerBound.ts'
import { useStale } from '../../widgets/useFeed.ts'
import { useChoice } from '../../widgets/useSearchState.ts'
import { BuildChart } from './BuildChart.tsx'
import { BuildMatrix } from './BuildMatrix.tsx'
import { BuildTable } from './BuildTable.tsx'
import { RolloutSummary } from './RolloutSummary.tsx'
import shared from '../../components/layout/Page.module.css'

const ALL: readonly string[] = []

/** How far is the rollout: what is still on the old deployments, and is the new one as good. */
export function RolloutsPage() {
  return (
    <>
      <title>Rollouts · Roomdeck</title>
      <h1 className="visuallyHidden">Rollouts</h1>
      <FirstData>{(snapshot) => <Rollouts snapshot={snapshot} />}</FirstData>
    </>
  )
}

function Rollouts({ snapshot }: { snapshot: FleetSnapshot }) {
  const { engine } = useDeck()
  const regions = useChoice('region') ?? ALL
  const stale = useStale()
  const unlisted = unlistedRegions(snapshot.feed).filter((region) => regions.length === 0 || regions.includes(region))
  const { data, error } = useQuery(rolloutsQuery(engine, regions))
  if (data === undefined)
    return error ? <p role="alert">Rollouts can’t be shown: {error.message}. Reload the page.</p> : null
  return (
    <div className={shared.page}>
      <RolloutSummary rollouts={data} snapshot={snapshot} unlisted={unlisted} />
      <BuildChart regions={regions} snapshot={snapshot} />
      <BuildTable rollouts={data} snapshot={snapshot} stale={stale} />
      <BuildMatrix rollouts={data} />
      <p className={shared.limits}>
        A deployment’s ID says nothing of its order: the newest here is the one seen last for the first time. Room
        lengths are those of rooms whose end was seen. Connections are those of a moment; they leave with their rooms.
      </p>
    </div>
  )
}
