import { useCallback } from 'react'
import type { TimeChartProps } from '../../components/chart/TimeChart.tsx'
import { usePreferences } from '../../view/preferences.ts'
import { writeRange } from '../../view/range.ts'
import { axisTime, zonedTime } from '../../view/time.ts'
import { useSetSearch } from '../useSearchState.ts'

const LEAST_ZOOM_MS = 60_000

/** The time axis of charts that show the viewer's range: in the viewer's zone, and a zoom goes to the address. */
export function useTimeAxis(): Pick<TimeChartProps, 'formatTime' | 'formatTick' | 'onZoom' | 'onWhole'> {
  const { zone } = usePreferences()
  const setSearch = useSetSearch()
  const formatTick = useCallback((at: number, spanMs: number) => axisTime(at, spanMs, zone), [zone])
  const formatTime = useCallback((at: number, spanMs: number) => zonedTime(at, spanMs, zone), [zone])
  const onZoom = useCallback(
    (from: number, to: number) => setSearch({ range: writeRange(from, Math.max(to, from + LEAST_ZOOM_MS)) }),
    [setSearch],
  )
  const onWhole = useCallback(() => setSearch({ range: undefined }), [setSearch])
  return { formatTime, formatTick, onZoom, onWhole }
}
