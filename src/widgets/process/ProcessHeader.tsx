import { ForeignText } from '../../components/status/ForeignText.tsx'
import { Link } from '@tanstack/react-router'
import { drainVerdict, SOFT_DEADLINE_MS } from '../../fleet/drainVerdict.ts'
import { emptiesWords } from '../../fleet/drainOutlook.ts'
import { stopWords } from '../../fleet/stopWords.ts'
import { duration } from '../../fleet/words.ts'
import { LIFECYCLES, type ProcessFacts } from '../../types/fleet.ts'
import type { ProcessDetails } from '../../types/engine.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { byteRate, bytes, exactCount, UNKNOWN } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { clockTime } from '../../view/time.ts'
import { LifecycleMark } from '../LifecycleMark.tsx'
import { RegionMark } from '../RegionMark.tsx'
import { useStale } from '../useFeed.ts'
import { withSearch } from '../useSearchState.ts'
import { VerdictMark } from '../VerdictMark.tsx'
import { Addresses, portsOf } from './Addresses.tsx'
import { Fact, Facts } from './Facts.tsx'
import { LifeLine } from './LifeLine.tsx'
import { ProcessTitle } from './ProcessTitle.tsx'
import classes from './ProcessDetail.module.css'

interface ProcessHeaderProps {
  facts: ProcessFacts
  slot: number
  snapshot: FleetSnapshot
  /** Null until the engine has sent them. */
  details: ProcessDetails | null
  compact: boolean
}

const CLOSED = withSearch({ process: undefined })

/** Who it is, what it does, and how it got there. */
export function ProcessHeader({ facts, slot, snapshot, details, compact }: ProcessHeaderProps) {
  const { columns, feedTime: now, health } = snapshot
  const { zone } = usePreferences()
  const lifecycle = LIFECYCLES[columns.lifecycle[slot] ?? 1] ?? 'running'
  const drain = details?.drain ?? null
  const unknownSince = useStale() ? now : (drain?.unreadSince ?? null)
  const verdict = drain && drainVerdict(drain, { now, unknownSince, softDeadlineMs: SOFT_DEADLINE_MS })
  const connectionsAt = columns.connectionsAt[slot] ?? Number.NaN
  const why = details?.why ?? null
  return (
    <header className={classes.head}>
      <ProcessTitle processId={facts.processId} />
      {compact && facts.processId !== '.' && facts.processId !== '..' && (
        <Link to="/processes/$processId" params={{ processId: facts.processId }} search={CLOSED}>
          Open its page →
        </Link>
      )}
      <Facts>
        <Fact name="Lifecycle">
          <LifecycleMark lifecycle={lifecycle} />
        </Fact>
        <Fact name="Region">
          <RegionMark region={facts.region} />
        </Fact>
        <Fact name="Deployment">
          <ForeignText text={facts.deploymentId} />
        </Fact>
        <Fact name="Connections">
          {exactCount(columns.connections[slot] ?? Number.NaN)}
          <span className={classes.muted}>
            {Number.isNaN(connectionsAt) ? ' age unknown' : ` ${duration(now - connectionsAt)} old`}
          </span>
        </Fact>
        <Fact name="Egress">
          {byteRate(columns.egressRate[slot] ?? Number.NaN)}
          <span className={classes.muted}> · {bytes(columns.egressedBytes[slot] ?? Number.NaN)} in all</span>
        </Fact>
        <Fact name="Up for">{facts.startedAt === null ? UNKNOWN : duration(now - facts.startedAt)}</Fact>
        <Fact name="Host">{facts.exposedPort ? <ForeignText text={facts.exposedPort.host} /> : UNKNOWN}</Fact>
        <Fact name="Address">
          <Addresses ports={portsOf(facts)} />
        </Fact>
      </Facts>
      <LifeLine
        times={{
          ...facts,
          drainingAt: drain?.draining ? drain.firstSeenAt : null,
          sawDrainBegin: drain?.sawBegin ?? false,
        }}
        now={now}
        startP95Ms={health.startTimes?.p95 ?? null}
      />
      {verdict && (
        <p className={classes.verdict}>
          {unknownSince === null ? (
            <>
              <VerdictMark verdict={verdict.verdict} /> {verdict.reason}
            </>
          ) : (
            <VerdictMark verdict="unknown" words={`unknown since ${clockTime(unknownSince, zone)}`} />
          )}
        </p>
      )}
      {why !== null && !verdict && <p className={classes.why}>{why}</p>}
      {drain && verdict && unknownSince === null && (
        <p className={classes.muted}>
          {stopWords([{ ...drain, verdict: verdict.verdict }])}.
          {drain.rooms > 0 && ` Last room gone: ${emptiesWords(drain.empties, now)}.`}
        </p>
      )}
    </header>
  )
}
