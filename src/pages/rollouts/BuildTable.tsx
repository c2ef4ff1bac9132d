import type { CSSProperties } from 'react'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { FigureTable, Small, type FigureColumn } from '../../components/table/FigureTable.tsx'
import { emptiesWords, inWords, leftOf } from '../../fleet/drainOutlook.ts'
import { duration, processes, UNKNOWN_WHILE_STALE } from '../../fleet/words.ts'
import type { BuildRooms, BuildSeen, RolloutsSeen } from '../../types/builds.ts'
import { LEAST_CONNECTIONS, LISTED_LIFECYCLES } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { byteRate, count, percent, UNKNOWN } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { endsWhen } from '../../view/endsWhen.ts'
import { unbroken } from '../../view/unbroken.ts'
import { isUnread } from './rolloutWords.ts'
import { endsKnownWords } from './endsKnown.ts'
import { TimeText } from '../../widgets/TimeText.tsx'
import shared from '../../components/layout/Page.module.css'
import classes from './RolloutsPage.module.css'

const COLUMNS: readonly FigureColumn[] = [
  { label: 'Deployment' },
  { label: 'Processes' },
  { label: 'Rooms' },
  { label: 'Connections' },
  { label: 'Share', hint: 'Of all connections of the chosen regions' },
  { label: 'Room length', hint: 'Half of its rooms are over by then; nine in ten' },
  { label: 'Short rooms', hint: 'Rooms over at once: the first sign of a broken build' },
  { label: 'Starts failed', hint: 'Processes that never came up, of those that began to start' },
  { label: 'Died', hint: 'Processes that ended without having been told to stop, and the hours that all were up' },
  { label: 'Egress each', hint: 'Egress per connection' },
  { label: 'Last room gone', words: true, hint: 'A range that holds 8 times in 10' },
]

interface BuildTableProps {
  rollouts: RolloutsSeen
  snapshot: FleetSnapshot
  /** The feed is not fresh: what is to come of old figures is not known. */
  stale: boolean
}

/** Every deployment that is listed, the newest first. */
export function BuildTable({ rollouts, snapshot, stale }: BuildTableProps) {
  const { builds } = rollouts
  const { zone } = usePreferences()
  const all = builds.reduce((sum, { totals }) => sum + totals.connections, 0)
  const partial = builds.some(({ totals }) => totals.held > 0)
  return (
    <Panel title="Deployments" aside={endsKnownWords(rollouts.ends, snapshot.feedTime, zone)} flush>
      <FigureTable label="Deployments" columns={COLUMNS}>
        {builds.map((build, at) => (
          <BuildRow
            key={build.deploymentId}
            {...{ build, all, partial, stale, now: snapshot.feedTime }}
            newest={at === 0}
            endsKnown={rollouts.ends !== null}
          />
        ))}
      </FigureTable>
    </Panel>
  )
}

interface BuildRowProps {
  build: BuildSeen
  /** Connections of all deployments. */
  all: number
  /** Some rows of some deployment were not read, so that shares are of those listed. */
  partial: boolean
  now: number
  stale: boolean
  newest: boolean
  endsKnown: boolean
}

function BuildRow({ build, all, partial, now, stale, newest, endsKnown }: BuildRowProps) {
  const { totals, rooms } = build
  const unread = isUnread(build)
  const known = (n: number): string => count(unread ? Number.NaN : n)
  const share = all === 0 || unread ? Number.NaN : totals.connections / all
  const each = totals.connections < LEAST_CONNECTIONS ? Number.NaN : totals.egress / totals.connections
  return (
    <tr>
      <th scope="row">
        <b>
          <ForeignText text={build.deploymentId} />
        </b>
        {newest && <span className={classes.current}> newest</span>}
        <Small>
          {build.sawBegin ? 'since ' : 'since ≤ '}
          <TimeText at={build.since} />
        </Small>
      </th>
      <td>
        {known(totals.processes)}
        <Small>{lifecycleWords(build)}</Small>
      </td>
      <td>{known(totals.rooms)}</td>
      <td>{known(totals.connections)}</td>
      <td>
        {percent(share)}
        {partial && !unread && <Small>of those listed</Small>}
        <span className={classes.share} style={{ '--share': `${(share || 0) * 100}%` } as CSSProperties} />
      </td>
      <td>
        <RoomLength rooms={rooms} />
      </td>
      <td data-warn={isShort(rooms)}>
        <ShortRooms rooms={rooms} />
      </td>
      <td>
        {endsKnown && build.starts > 0 ? build.neverStarted : UNKNOWN}
        {endsKnown && build.starts > 0 && <Small>of {count(build.starts)}</Small>}
      </td>
      <td>
        {endsKnown ? build.died : UNKNOWN}
        {endsKnown && <Small>in {count(Math.round(build.hours))} h</Small>}
      </td>
      <td>{byteRate(each)}</td>
      <td data-words="true">
        <Last {...{ build, now, stale }} />
      </td>
    </tr>
  )
}

const lifecycleWords = ({ totals: { lifecycle } }: BuildSeen): string =>
  LISTED_LIFECYCLES.filter((name) => lifecycle[name] > 0)
    .map((name) => `${count(lifecycle[name])} ${name}`)
    .join(', ')

function RoomLength({ rooms }: { rooms: BuildRooms | null }) {
  if (rooms === null) return <Small>under 30 seen to end</Small>
  const beyond = (ms: number | null): string => (ms === null ? 'not known yet' : duration(ms))
  return (
    <>
      {beyond(rooms.p50)}
      <Small>
        9 in 10: {beyond(rooms.p90)}, n = {count(rooms.ended)}
      </Small>
    </>
  )
}

/** Of which at least one in twenty is short for sure. */
const isShort = (rooms: BuildRooms | null): boolean => rooms !== null && rooms.short.low > 0.05

function ShortRooms({ rooms }: { rooms: BuildRooms | null }) {
  if (rooms === null) return <>{UNKNOWN}</>
  const { share, low, high, ends } = rooms.short
  const inHundred = (part: number): string => (part * 100).toFixed(part < 0.1 ? 1 : 0)
  return (
    <>
      {inHundred(share)} %
      <Small>
        {inHundred(low)}–{inHundred(high)} %, {ends} under {duration(rooms.shortMs)}
      </Small>
    </>
  )
}

const takingWords = (n: number): string => `${processes(n)} ${n === 1 ? 'takes' : 'take'} new rooms`

function Last({ build: { last, totals, taking }, now, stale }: Pick<BuildRowProps, 'build' | 'now' | 'stale'>) {
  const { zone } = usePreferences()
  if (taking > 0) return <span className={shared.muted}>{takingWords(taking)}</span>
  if (totals.rooms === 0 && totals.held === 0) return <>{totals.processes === 0 ? UNKNOWN : 'no room left'}</>
  if (stale) return <span className={shared.muted}>{UNKNOWN_WHILE_STALE}</span>
  if ('none' in last) return <span className={shared.muted}>{unbroken(emptiesWords(last, now))}</span>
  return (
    <>
      {unbroken(inWords(leftOf(last, now)))}
      <Small>{endsWhen(last, zone)}</Small>
    </>
  )
}
