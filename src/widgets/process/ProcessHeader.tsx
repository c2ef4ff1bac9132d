import { ForeignText } from '../../components/status/ForeignText.tsx'
import { Link } from '@tanstack/react-router'
import { drainVerdict, SOFT_DEADLINE_MS } from '../../fleet/drainVerdict.ts'
import { counted, duration } from '../../fleet/words.ts'
import { LIFECYCLES, type ProcessFacts } from '../../types/fleet.ts'
import type { ProcessDetails } from '../../types/engine.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { byteRate, bytes, exactCount, UNKNOWN } from '../../view/format.ts'
import { CopyButton } from '../CopyButton.tsx'
import { LifecycleMark } from '../LifecycleMark.tsx'
import { RegionMark } from '../RegionMark.tsx'
import { TimeText } from '../TimeText.tsx'
import { VerdictMark } from '../VerdictMark.tsx'
import classes from './ProcessDetail.module.css'

interface ProcessHeaderProps {
  facts: ProcessFacts
  slot: number
  snapshot: FleetSnapshot
  /** Null until the engine has sent them. */
  details: ProcessDetails | null
  compact: boolean
}

const stay = (search: unknown): never => ({ ...(search as object), process: undefined }) as never

/** Who it is, what it does, and how it got there. */
export function ProcessHeader({ facts, slot, snapshot, details, compact }: ProcessHeaderProps) {
  const { columns, feedTime: now } = snapshot
  const lifecycle = LIFECYCLES[columns.lifecycle[slot] ?? 1] ?? 'running'
  const drain = details?.drain ?? null
  const verdict = drain && drainVerdict(drain, { now, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS })
  const connectionsAt = columns.connectionsAt[slot] ?? Number.NaN
  const address = facts.exposedPort ? `${facts.exposedPort.host}:${facts.exposedPort.port}` : null
  const why = details?.why ?? null
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h2 className={classes.id}>
          <ForeignText text={facts.processId} />
        </h2>
        <CopyButton text={facts.processId} what="process ID" />
      </div>
      {compact && facts.processId !== '.' && facts.processId !== '..' && (
        <Link to="/processes/$processId" params={{ processId: facts.processId }} search={stay}>
          Open its page →
        </Link>
      )}
      <dl className={classes.facts}>
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
          <span className={classes.muted}>, {bytes(columns.egressedBytes[slot] ?? Number.NaN)} in all</span>
        </Fact>
        <Fact name="Address">
          {address === null ? (
            UNKNOWN
          ) : (
            <>
              <ForeignText text={address} /> <CopyButton text={address} what="address" />
            </>
          )}
        </Fact>
        <Fact name="Up for">{facts.startedAt === null ? UNKNOWN : duration(now - facts.startedAt)}</Fact>
      </dl>
      <Steps facts={facts} firstSeenDraining={drain?.firstSeenAt ?? null} exact={drain?.sawBegin ?? false} />
      {verdict && (
        <p>
          <VerdictMark verdict={verdict.verdict} /> {verdict.reason}
        </p>
      )}
      {why !== null && !verdict && <p className={classes.why}>{why}</p>}
      {drain && (
        <p className={classes.muted}>
          A stop now would cut {counted(drain.connections, 'connection')} in {counted(drain.rooms, 'room')}.
        </p>
      )}
    </header>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface StepsProps {
  facts: ProcessFacts
  firstSeenDraining: number | null
  exact: boolean
}

/** Its life so far, each step with its time and how long after the one before. */
function Steps({ facts, firstSeenDraining, exact }: StepsProps) {
  const steps = [
    { name: 'starting', at: facts.startingAt },
    { name: 'started', at: facts.startedAt },
    { name: exact ? 'draining' : 'draining since at least', at: firstSeenDraining },
    { name: 'stopping', at: facts.stoppingAt },
    { name: 'terminated', at: facts.terminatedAt },
  ].filter((step): step is { name: string; at: number } => step.at !== null)
  return (
    <ol className={classes.line} aria-label="Lifecycle so far">
      {steps.map(({ name, at }, index) => {
        const before = steps[index - 1]?.at
        return (
          <li key={name}>
            <b>{name}</b> <TimeText at={at} />
            {before !== undefined && ` (after ${duration(at - before)})`}
          </li>
        )
      })}
    </ol>
  )
}
