import { useQuery } from '@tanstack/react-query'
import { capacityQuery } from '../../engine/queries/pages.ts'
import { duration } from '../../fleet/words.ts'
import type { CapacitySeen } from '../../types/capacity.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { FirstData } from '../../widgets/FirstData.tsx'
import { unlistedRegions } from '../../widgets/lowerBound.ts'
import { useStale } from '../../widgets/useFeed.ts'
import { useChoice } from '../../widgets/useSearchState.ts'
import { CapacitySummary } from './CapacitySummary.tsx'
import { CapacityTable } from './CapacityTable.tsx'
import shared from '../../components/layout/Page.module.css'

/** Are there open slots left in each region, and is help coming. */
export function CapacityPage() {
  return (
    <>
      <title>Capacity · Roomdeck</title>
      <h1 className="visuallyHidden">Capacity</h1>
      <FirstData>{(snapshot) => <Capacity unlisted={unlistedRegions(snapshot.feed)} />}</FirstData>
    </>
  )
}

function Capacity({ unlisted }: { unlisted: readonly string[] }) {
  const { engine } = useDeck()
  const chosen = useChoice('region')
  const stale = useStale()
  const { data, error } = useQuery(capacityQuery(engine))
  if (data === undefined)
    return error ? <p role="alert">Capacity can’t be shown: {error.message}. Reload the page.</p> : null
  const regions = data.regions.filter(({ region }) => region !== null && (chosen?.includes(region) ?? true))
  return (
    <div className={shared.page} data-stale={stale}>
      <CapacitySummary
        capacity={data}
        regions={regions}
        unlisted={unlisted}
        narrowed={chosen !== undefined}
        stale={stale}
      />
      <CapacityTable capacity={data} regions={regions} stale={stale} />
      <p className={shared.limits}>
        Open slots are those of running processes only: no room can land on a draining, stopping or starting one. The
        feed does not tell of rooms that were refused, so that slots may be wanted by more than are placed.{' '}
        {reapWords(data)}
      </p>
    </div>
  )
}

/** Processes with nobody on them go by themselves, where the source has it so. */
const reapWords = ({ reapRule }: CapacitySeen): string =>
  reapRule === null
    ? 'Whether idle processes are reaped after a set time is not known yet: too few were seen to go, or they go at no set time.'
    : `Idle processes are reaped after ${duration(reapRule.earliest)} to ${duration(reapRule.latest)}, as far as was seen.`
