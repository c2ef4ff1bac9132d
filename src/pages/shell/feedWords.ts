import { counted, duration } from '../../fleet/words.ts'
import { failureSaid } from '../../fleet/feedState.ts'
import type { FeedReport } from '../../types/feed.ts'
import { unlistedRegions } from '../../widgets/lowerBound.ts'
import type { FeedView } from '../../widgets/useFeed.ts'

const every = (ms: number): string => `every ${ms / 1000} s`
const next = (feed: FeedView): string => {
  if (feed.asking) return 'trying now'
  return feed.nextInMs === null ? '' : `next try in ${duration(Math.ceil(feed.nextInMs / 1000) * 1000)}`
}

/** The feed in words: its state first, then reason · age · what comes next. */
export function feedWords(feed: FeedView, report: FeedReport | undefined): string[] {
  const age = feed.ageMs === null ? null : duration(feed.ageMs)
  switch (feed.status) {
    case 'Connecting':
      return ['waiting for the first answer']
    case 'Paused':
      return [age === null ? 'no data yet' : `data is ${age} old`]
    case 'Failing': {
      const last = age === null ? 'no answer yet' : `last answer ${age} ago`
      return [report?.failure ? failureSaid(report.failure) : 'no answer', last, next(feed)]
    }
    case 'Stale':
      return [`no answer for ${age ?? 'a while'}`, next(feed)]
    case 'Live': {
      const frozen = (report?.frozenSince ?? null) !== null ? ['but frozen: nothing moves'] : []
      const regions = report === undefined ? 0 : unlistedRegions(report).length
      const missing = regions > 0 ? [`${counted(regions, 'region')} missing`] : []
      return [...frozen, ...missing, `${age ?? '0 s'} ago`, every(feed.intervalMs)]
    }
  }
}
