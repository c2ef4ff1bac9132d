import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Sparkline } from '../../components/chart/Sparkline.tsx'
import { normalQuery, seriesQuery } from '../../engine/queries/series.ts'
import { counted, regionName } from '../../fleet/words.ts'
import type { Totals } from '../../types/fleet.ts'
import type { Metric } from '../../types/series.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { byteRate, count, exactCount, percent, perMinute } from '../../view/format.ts'
import { isUnusual } from '../../view/normalWords.ts'
import { usePreferences } from '../../view/preferences.ts'
import { windowOf } from '../../view/range.ts'
import { useRange, withSearch } from '../../widgets/useSearchState.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useStale } from '../../widgets/useFeed.ts'
import { isLowerBound } from '../../widgets/lowerBound.ts'
import { normalWordsAtLeast } from '../../widgets/lowerBoundWords.ts'
import classes from './Figures.module.css'

const SPARK_POINTS = 60
const ALL: readonly string[] = []
const ALL_NAN: readonly number[] = []

interface FigureProps {
  name: string
  value: string
  exact?: string
  unit?: string
  /** The sum leaves something out, so it is a lower bound. */
  atLeast?: boolean
  note: ReactNode
  children?: ReactNode
}

function Figure({ name, value, exact, unit, atLeast = false, note, children }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>
        <span title={exact}>
          {atLeast && <span title="a lower bound: not every process is in the newest answer">≥ </span>}
          <b>{value}</b>
        </span>
        {unit && <span className={classes.unit}> {unit}</span>}
        <div className={classes.note}>{note}</div>
        {children && <div className={classes.aside}>{children}</div>}
      </dd>
    </div>
  )
}

function Trend({ metric }: { metric: Metric }) {
  const { engine } = useDeck()
  const range = useRange()
  const request = {
    metric,
    by: 'total',
    regions: ALL,
    deployments: ALL,
    ...windowOf(range),
    points: SPARK_POINTS,
  } as const
  const series = useQuery(seriesQuery(engine, request)).data
  const values = series?.lines[0]?.values ?? ALL_NAN
  const known = values.filter((value) => !Number.isNaN(value))
  return (
    <Sparkline
      times={series?.times ?? ALL_NAN}
      values={values}
      from={series?.from ?? 0}
      to={series?.to ?? 0}
      top={Math.max(0, ...known)}
      width={160}
      height={16}
    />
  )
}

const WHOLE: readonly null[] = [null]

/** Connections against what was usual at this time of the week. */
function AgainstNormal({ snapshot }: { snapshot: FleetSnapshot }) {
  const { totals, feedTime } = snapshot
  const { engine } = useDeck()
  const { zone } = usePreferences()
  const band = useQuery(normalQuery(engine, 'connections', WHOLE)).data?.get(null)
  if (band === undefined) return null
  const atLeast = isLowerBound(snapshot)
  return (
    <span data-unusual={isUnusual(totals.connections, band, atLeast)} className={classes.normal}>
      {normalWordsAtLeast(totals.connections, band, feedTime, zone, atLeast)}
    </span>
  )
}

// The same element is not drawn again.
const OPEN_DRAINS = <Link to="/drains">drains →</Link>

/** The six figures every look begins with. */
export function Figures({ snapshot }: { snapshot: FleetSnapshot }) {
  const { totals, regions } = snapshot
  const atLeast = isLowerBound(snapshot)
  const perConnection = totals.connections > 0 ? totals.egress / totals.connections : Number.NaN
  const least = regions
    .filter((region) => region.lifecycle.running > 0)
    .reduce<(typeof regions)[number] | null>(
      (low, one) => (low === null || one.openSlots < low.openSlots ? one : low),
      null,
    )
  return (
    <dl className={classes.figures}>
      <Figure
        name="Connections"
        value={count(totals.connections)}
        exact={exactCount(totals.connections)}
        atLeast={atLeast}
        note={<AgainstNormal snapshot={snapshot} />}
      >
        <Trend metric="connections" />
      </Figure>
      <Figure
        name="Egress"
        value={byteRate(totals.egress).split(' ')[0] ?? ''}
        unit={byteRate(totals.egress).split(' ')[1] ?? ''}
        atLeast={atLeast && !Number.isNaN(totals.egress)}
        note={
          Number.isNaN(totals.egress)
            ? `measuring, ${percent(totals.egressKnown / totals.egressAsked)} known`
            : `${byteRate(perConnection)} a connection`
        }
      >
        <Trend metric="egress" />
      </Figure>
      <Figure
        name="Room starts"
        value={perMinute(totals.roomStarts)}
        unit="a minute"
        atLeast={atLeast && !Number.isNaN(totals.roomStarts)}
        note={`${perMinute(totals.roomEnds)} ended · ${counted(totals.rooms, 'room')}`}
      >
        <Trend metric="roomStarts" />
      </Figure>
      <Figure
        name="Open slots"
        value={count(totals.openSlots)}
        atLeast={atLeast}
        unit={`+ ${atLeast ? '≥ ' : ''}${count(totals.coming)} coming`}
        note={
          least
            ? // Where rows are missing, another region may have fewer.
              `${atLeast ? 'fewest listed' : 'fewest'}: ${regionName(least.key)} ${least.openSlots}`
            : atLeast
              ? 'no running process listed'
              : 'no running process'
        }
      >
        <Trend metric="openSlots" />
      </Figure>
      <Figure name="Processes" value={count(totals.processes)} atLeast={atLeast} note={<Split totals={totals} />}>
        <SplitBar totals={totals} />
      </Figure>
      <Figure
        name="Draining"
        value={count(totals.drains)}
        atLeast={atLeast}
        unit={counted(totals.drainConnections, 'connection')}
        note={<DrainNote snapshot={snapshot} />}
      >
        {OPEN_DRAINS}
      </Figure>
    </dl>
  )
}

const SHOWN = ['running', 'starting', 'draining', 'stopping'] as const

function Split({ totals }: { totals: Totals }) {
  return (
    <>
      {SHOWN.filter((name) => totals.lifecycle[name] > 0 || name === 'running')
        .map((name) => `${totals.lifecycle[name]} ${name}`)
        .join(' · ')}
    </>
  )
}

function SplitBar({ totals }: { totals: Totals }) {
  return (
    <div className={classes.split} aria-hidden="true">
      {SHOWN.map((name) => (
        <span key={name} data-lifecycle={name} style={{ flexGrow: totals.lifecycle[name] }} />
      ))}
    </div>
  )
}

/** Of all regions and deployments, as the figure is. */
const LOST_EVENTS = withSearch({
  kind: ['lost'],
  range: '24h',
  region: undefined,
  deployment: undefined,
  q: undefined,
})

function DrainNote({ snapshot }: { snapshot: FleetSnapshot }) {
  const { worstDrain } = snapshot
  const stale = useStale()
  const worst = stale && worstDrain !== null ? 'not known now' : worstDrain
  const { lost } = snapshot.totals
  return (
    <>
      {worst !== null ? `worst: ${worst}` : 'none'} ·{' '}
      {lost === 0 ? (
        'none lost in 24 h'
      ) : (
        <Link to="/events" search={LOST_EVENTS}>
          {lost} lost in 24 h
        </Link>
      )}
    </>
  )
}
