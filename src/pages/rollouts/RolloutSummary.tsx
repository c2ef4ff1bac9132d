import { foreignText } from '../../components/status/foreignText.ts'
import { rateVerdict } from '../../fleet/builds.ts'
import { oldStartsWords } from '../../fleet/rollout.ts'
import { counted, regionName } from '../../fleet/words.ts'
import type { BuildsCompared, EventRate, RolloutsSeen } from '../../types/builds.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { count, oneDecimal } from '../../view/format.ts'
import { NarrowedTo, REGIONS } from '../../widgets/ChosenChips.tsx'
import { isLowerBound } from '../../widgets/lowerBound.ts'
import { rolloutWords } from './rolloutWords.ts'
import shared from '../../components/layout/Page.module.css'

interface RolloutSummaryProps {
  rollouts: RolloutsSeen
  snapshot: FleetSnapshot
  /** Regions of the choice that did not answer, or not with all they have. */
  unlisted: readonly string[]
}

/** How far it is, in a sentence or two, and what deserves a look. */
export function RolloutSummary({ rollouts, snapshot, unlisted }: RolloutSummaryProps) {
  const { builds, compared, oldStarts } = rollouts
  const [newest, ...old] = builds
  const words = rolloutWords(builds, { isSilent: unlisted.length > 0, isLowerBound: isLowerBound(snapshot) })
  if (newest === undefined) {
    return (
      <div className={shared.summary}>
        <NarrowedTo keys={REGIONS} />
        <p>{words.newest}.</p>
        <Unlisted regions={unlisted} />
      </div>
    )
  }
  const behind = behindOf(rollouts, newest.deploymentId)
  return (
    <div className={shared.summary}>
      <NarrowedTo keys={REGIONS} />
      <p>
        <b>{words.newest}</b> · {words.rest}
      </p>
      <Unlisted regions={unlisted} />
      {behind.length > 0 && (
        <p className={shared.warn}>
          New processes start on another deployment than {foreignText(newest.deploymentId)} in{' '}
          {behind.map((region) => foreignText(regionName(region))).join(', ')}
        </p>
      )}
      {oldStarts.map((one) => (
        <p key={one.deploymentId} className={shared.warn}>
          {foreignText(oldStartsWords(one))}
        </p>
      ))}
      {old.length > 0 && <Compared newest={foreignText(newest.deploymentId)} compared={compared} />}
      {snapshot.feed.cappedRegions.length > 0 && (
        <p className={shared.warn}>
          This server lists only the newest 10 per region there: old deployments may be larger than they look
        </p>
      )}
    </div>
  )
}

function Unlisted({ regions }: { regions: readonly string[] }) {
  if (regions.length === 0) return null
  return (
    <p className={shared.warn}>
      Missing from the list, so that what runs there now is not known:{' '}
      {regions.map((region) => foreignText(regionName(region))).join(', ')}
    </p>
  )
}

/** Regions where the newest deployment is not the current one. */
const behindOf = ({ current }: RolloutsSeen, newest: string): string[] =>
  [...current].filter(([, deploymentId]) => deploymentId !== newest).map(([region]) => region)

/** The newest against the rest, each rate with what it may be 95 times in 100. */
function Compared({ newest, compared }: { newest: string; compared: BuildsCompared | null }) {
  if (compared === null) {
    return (
      <p className={shared.muted}>
        {newest} against the rest: nothing can be said before both ran for 50 process-hours in the same regions and
        hours
      </p>
    )
  }
  const { regions, hours } = compared
  const died = ratesWords(newest, 'died', compared.newest.died, compared.rest.died)
  const never = ratesWords(newest, 'never started', compared.newest.neverStarted, compared.rest.neverStarted)
  const worse = [
    rateVerdict(compared.newest.died, compared.rest.died),
    rateVerdict(compared.newest.neverStarted, compared.rest.neverStarted),
  ].includes('worse')
  return (
    <p className={worse ? shared.warn : undefined}>
      {died}. {never}.
      <span className={shared.muted}>
        {' '}
        Per 1,000 process-hours, over {count(Math.round(compared.newest.hours))} against{' '}
        {count(Math.round(compared.rest.hours))} of them in the same {counted(regions, 'region')} and{' '}
        {counted(hours, 'hour')}; the ranges hold 95 times in 100.
      </span>
    </p>
  )
}

const rateWords = ({ events, rate, low, high }: EventRate): string =>
  `${oneDecimal(rate)} (${oneDecimal(low)}–${oneDecimal(high)}, n = ${events})`

/** `More processes died on 418: 20 (13–31, n = 21) against 2 (0–7, n = 1)` */
function ratesWords(newest: string, what: string, own: EventRate, rest: EventRate): string {
  const verdict = rateVerdict(own, rest)
  if (verdict === 'too few') return `Processes that ${what}: under 5 in all, which says nothing of ${newest}`
  const begin = { worse: 'More', better: 'Fewer', alike: 'No more and no fewer' }[verdict]
  return `${begin} processes ${what} on ${newest}: ${rateWords(own)} against ${rateWords(rest)}`
}
