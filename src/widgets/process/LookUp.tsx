import { Button } from '../../components/controls/Button.tsx'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { lookUpQuery } from '../../engine/queries/pages.ts'
import { howEnded } from '../../fleet/ending.ts'
import { lifecycleOf } from '../../fleet/lifecycle.ts'
import { counted, duration } from '../../fleet/words.ts'
import type { LookedUp } from '../../types/engine.ts'
import type { Process } from '../../types/process.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { bytes, UNKNOWN } from '../../view/format.ts'
import { useDeck } from '../EngineContext.tsx'
import { RegionMark } from '../RegionMark.tsx'
import { Addresses, portsOf } from './Addresses.tsx'
import { Fact, Facts } from './Facts.tsx'
import { JsonBlock } from './JsonBlock.tsx'
import { LifeLine } from './LifeLine.tsx'
import classes from './ProcessDetail.module.css'

/** Asks the server about a process that is not listed, when somebody wants to know. */
export function LookUp({ processId, snapshot }: { processId: string; snapshot: FleetSnapshot }) {
  const [asked, setAsked] = useState(false)
  const { engine } = useDeck()
  const { data, isFetching, refetch } = useQuery({ ...lookUpQuery(engine, processId), enabled: asked })
  return (
    <section className={classes.section}>
      <Button aria-disabled={isFetching} onClick={() => (asked ? !isFetching && void refetch() : setAsked(true))}>
        {isFetching ? 'Asking…' : data ? 'Look it up again' : 'Look it up'}
      </Button>
      <p className={classes.said} aria-live="polite">
        {data && saidWords(data)}
      </p>
      {data && 'process' in data && <Found process={data.process} snapshot={snapshot} />}
      {data && data.raw !== null && (
        <details>
          <summary>Answer as sent</summary>
          <JsonBlock json={data.raw} what="answer as sent" />
        </details>
      )}
    </section>
  )
}

function saidWords(answer: LookedUp): string {
  if ('failure' in answer) return answer.failure
  const { process } = answer
  return `The server says: ${howEnded(process) ?? `${lifecycleOf(process)}, though the list leaves it out`}`
}

function Found({ process, snapshot }: { process: Process; snapshot: FleetSnapshot }) {
  const over = howEnded(process) !== null
  const { activeConnectionsUpdatedAt: countedAt, startedAt, stoppingAt, terminatedAt } = process
  const until = stoppingAt ?? terminatedAt
  return (
    <>
      <Facts>
        <Fact name="Region">
          <RegionMark region={process.region} />
        </Fact>
        <Fact name="Deployment">
          <ForeignText text={process.deploymentId} />
        </Fact>
        <Fact name="Last count">
          {counted(process.activeConnections, 'connection')}
          {countedAt !== null && <span className={classes.muted}>, {duration(snapshot.feedTime - countedAt)} ago</span>}
        </Fact>
        <Fact name="Egress">{bytes(process.egressedBytes)} in all</Fact>
        <Fact name={over ? 'Was up for' : 'Up for'}>
          {startedAt === null ? UNKNOWN : duration((until ?? snapshot.feedTime) - startedAt)}
        </Fact>
        <Fact name="Address">
          <Addresses ports={portsOf(process)} />
        </Fact>
      </Facts>
      <LifeLine
        times={{ ...process, drainingAt: null, sawDrainBegin: false }}
        now={over ? null : snapshot.feedTime}
        startP95Ms={snapshot.health.startTimes?.p95 ?? null}
      />
    </>
  )
}
