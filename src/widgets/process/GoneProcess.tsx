import { useQuery } from '@tanstack/react-query'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { tombstonesQuery } from '../../engine/queries/pages.ts'
import type { Ended } from '../../fleet/gone.ts'
import { counted, duration } from '../../fleet/words.ts'
import type { Tombstone } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useDeck } from '../EngineContext.tsx'
import { RegionMark } from '../RegionMark.tsx'
import { TimeText } from '../TimeText.tsx'
import { Fact, Facts } from './Facts.tsx'
import { LookUp } from './LookUp.tsx'
import { ProcessEvents } from './ProcessEvents.tsx'
import { ProcessLines } from './ProcessLines.tsx'
import { ProcessTitle } from './ProcessTitle.tsx'
import classes from './ProcessDetail.module.css'

const unseenWords = (rejected: boolean): string =>
  rejected ? 'Data health shows what is wrong with it.' : 'This page has not seen it run.'

/** A process that is not listed: how it ended, what was known, and the server asked on request. */
export function GoneProcess({ processId, snapshot }: { processId: string; snapshot: FleetSnapshot }) {
  const { engine } = useDeck()
  const stone = useQuery(tombstonesQuery(engine)).data?.find((one) => one.processId === processId)
  const ended = snapshot.events.findLast(
    (event): event is Ended => event.kind === 'process ended' && event.processId === processId,
  )
  const rejected = snapshot.health.rejects.some((reject) => reject.processId === processId)
  return (
    <div className={classes.detail}>
      <header className={classes.head}>
        <ProcessTitle processId={processId} />
        <p className={classes.why}>
          {rejected ? 'Listed, but its row can’t be read' : 'Not in the list of running processes'}
        </p>
        {stone ? (
          <>
            <p className={classes.ending} data-lost={stone.verdict === 'lost'}>
              {sentence(stone.reason)}
            </p>
            <LastSeen stone={stone} now={snapshot.feedTime} />
          </>
        ) : ended ? (
          <>
            <p className={classes.ending} data-lost={ended.lost}>
              {sentence(ended.reason)}
            </p>
            <OnRecord ended={ended} />
          </>
        ) : (
          <p>{unseenWords(rejected)}</p>
        )}
      </header>
      <div className={stone ? classes.gone : classes.detail}>
        <LookUp processId={processId} snapshot={snapshot} />
        {stone && (
          <div className={classes.lines}>
            <ProcessLines processId={processId} />
          </div>
        )}
        <ProcessEvents processId={processId} snapshot={snapshot} />
      </div>
    </div>
  )
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`

/** What was known when it was last listed. */
function LastSeen({ stone, now }: { stone: Tombstone; now: number }) {
  const { lastSeenAt, startedAt, connectionsAt } = stone
  return (
    <Facts>
      <Fact name="Last listed">
        <TimeText at={lastSeenAt} /> <span className={classes.muted}>{duration(now - lastSeenAt)} ago</span>
      </Fact>
      {stone.endedAt !== null && (
        <Fact name="Ended">
          <TimeText at={stone.endedAt} />
        </Fact>
      )}
      <Fact name="Connections then">
        {counted(stone.connections, 'connection')}
        <span className={classes.muted}>
          {connectionsAt === null ? ' age unknown' : ` ${duration(lastSeenAt - connectionsAt)} old`}
        </span>
      </Fact>
      <Fact name="Rooms then">{counted(stone.rooms, 'room')}</Fact>
      <Fact name="Region">
        <RegionMark region={stone.region} />
      </Fact>
      <Fact name="Deployment">
        <ForeignText text={stone.deploymentId} />
      </Fact>
      {stone.host !== null && (
        <Fact name="Host">
          <ForeignText text={stone.host} />
        </Fact>
      )}
      {startedAt !== null && <Fact name="Was up for">{duration((stone.endedAt ?? lastSeenAt) - startedAt)}</Fact>}
    </Facts>
  )
}

/** What the events still say of one that was gone a while ago. */
function OnRecord({ ended }: { ended: Ended }) {
  return (
    <Facts>
      <Fact name={ended.ending === 'unconfirmed' ? 'Missing since' : 'Ended'}>
        <TimeText at={ended.at} />
      </Fact>
      <Fact name="Last count">{counted(ended.connections, 'connection')}</Fact>
      <Fact name="Region">
        <RegionMark region={ended.region} />
      </Fact>
      <Fact name="Deployment">
        <ForeignText text={ended.deploymentId} />
      </Fact>
      <Fact name="Draining then">{ended.wasDraining ? 'yes' : 'no'}</Fact>
    </Facts>
  )
}
