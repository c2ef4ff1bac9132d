import { ForeignText } from '../../components/status/ForeignText.tsx'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lookUpQuery, tombstonesQuery } from '../../engine/queries.ts'
import { howEnded } from '../../fleet/ending.ts'
import { lifecycleOf } from '../../fleet/lifecycle.ts'
import { counted, duration, regionName } from '../../fleet/words.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import type { Process } from '../../types/process.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { CopyButton } from '../CopyButton.tsx'
import { useDeck } from '../EngineContext.tsx'
import { TimeText } from '../TimeText.tsx'
import { ProcessEvents } from './ProcessEvents.tsx'
import classes from './ProcessDetail.module.css'

const unseenWords = (rejected: boolean): string =>
  rejected ? 'Data health shows what is wrong with it.' : 'This page has not seen it run.'

/** A process that is not listed: how it ended, what was known, and the server asked on request. */
export function GoneProcess({ processId, snapshot }: { processId: string; snapshot: FleetSnapshot }) {
  const { engine } = useDeck()
  const stone = useQuery(tombstonesQuery(engine)).data?.find((one) => one.processId === processId)
  const ended = snapshot.events.findLast(
    (event): event is Extract<FleetEvent, { kind: 'process ended' }> =>
      event.kind === 'process ended' && event.processId === processId,
  )
  const rejected = snapshot.health.rejects.some((reject) => reject.processId === processId)
  return (
    <div className={classes.detail}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h2 className={classes.id}>
            <ForeignText text={processId} />
          </h2>
          <CopyButton text={processId} what="process ID" />
        </div>
        <p className={classes.why}>
          {rejected ? 'Listed, but its row can’t be read' : 'Not in the list of running processes'}
        </p>
        {stone ? (
          <p>
            {stone.reason}. Last listed <TimeText at={stone.lastSeenAt} />,{' '}
            {duration(snapshot.feedTime - stone.lastSeenAt)} ago, in <ForeignText text={regionName(stone.region)} />{' '}
            with {counted(stone.connections, 'connection')} and {counted(stone.rooms, 'room')}, deployment{' '}
            <ForeignText text={stone.deploymentId} />.
          </p>
        ) : (
          <p>{ended ? `${ended.reason}, as the server’s stopped list says.` : unseenWords(rejected)}</p>
        )}
      </header>
      <LookUp processId={processId} />
      <ProcessEvents processId={processId} events={snapshot.events} />
    </div>
  )
}

function LookUp({ processId }: { processId: string }) {
  const [asked, setAsked] = useState(false)
  const { engine } = useDeck()
  const { data, isFetching, refetch } = useQuery({ ...lookUpQuery(engine, processId), enabled: asked })
  return (
    <section className={classes.section} aria-live="polite">
      <Button
        size="xs"
        variant="default"
        aria-disabled={isFetching}
        onClick={() => (asked ? !isFetching && void refetch() : setAsked(true))}
      >
        {isFetching ? 'Asking…' : 'Look it up'}
      </Button>
      {data && 'failure' in data && <p className={classes.why}>{data.failure}</p>}
      {data && 'process' in data && <Found process={data.process} />}
    </section>
  )
}

function Found({ process }: { process: Process }) {
  const ending = howEnded(process)
  const words = ending ?? `${lifecycleOf(process)}, though the list leaves it out`
  return (
    <dl className={classes.facts}>
      <div>
        <dt>The server says</dt>
        <dd>{words}</dd>
      </div>
      <div>
        <dt>Region, deployment</dt>
        <dd>
          <ForeignText text={regionName(process.region)} />, <ForeignText text={process.deploymentId} />
        </dd>
      </div>
      <div>
        <dt>Last count</dt>
        <dd>{counted(process.activeConnections, 'connection')}</dd>
      </div>
      {(['startingAt', 'startedAt', 'stoppingAt', 'terminatedAt'] as const).map((name) =>
        process[name] === null ? null : (
          <div key={name}>
            <dt>{name.replace('At', '')}</dt>
            <dd>
              <TimeText at={process[name]} />
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}
