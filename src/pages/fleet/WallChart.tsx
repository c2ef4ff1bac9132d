import { lazyPart } from '../../components/status/lazyPart.tsx'
import { Suspense } from 'react'
import type { FleetEvent } from '../../types/fleet.ts'
import { NarrowedTo, REGIONS_AND_DEPLOYMENTS } from '../../widgets/ChosenChips.tsx'

const UpperChart = lazyPart('The chart', async () => ({ default: (await import('./FleetCharts.tsx')).UpperChart }))

/** One chart, of connections, and what it is narrowed to: the figures beside it are of the whole fleet. */
export function WallChart({ events }: { events: readonly FleetEvent[] }) {
  return (
    <>
      <NarrowedTo keys={REGIONS_AND_DEPLOYMENTS} />
      <Suspense fallback={null}>
        <UpperChart events={events} />
      </Suspense>
    </>
  )
}
