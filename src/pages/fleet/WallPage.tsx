import { Button } from '../../components/controls/Button.tsx'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { memo, useEffect, useMemo } from 'react'
import { foreignText } from '../../components/status/foreignText.ts'
import { useNextFrame } from '../../components/useNextFrame.ts'
import { timelineOf } from '../../fleet/timeline.ts'
import { regionName } from '../../fleet/words.ts'
import { shortIds } from '../../select/shortId.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useNotes } from '../../view/notes.ts'
import { usePreferences } from '../../view/preferences.ts'
import { useTick } from '../../view/ticker.ts'
import { clockTime, zoneName } from '../../view/time.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { FirstData } from '../../widgets/FirstData.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { useEscape } from '../../widgets/useEscape.ts'
import { useFeedView } from '../../widgets/useFeed.ts'
import { useChoice, useSetSearch, withSearch } from '../../widgets/useSearchState.ts'
import { duration } from '../../fleet/words.ts'
import { Figures } from './Figures.tsx'
import { FleetVerdictLine } from './FleetVerdictLine.tsx'
import { RegionMatrix } from './RegionMatrix.tsx'
import { WallChart } from './WallChart.tsx'
import classes from './WallPage.module.css'

const EVENTS_MS = 30 * 60_000
const MOST_EVENTS = 16

/** The fleet for a screen on the wall, read from three metres: no table, nothing to click but the way out. */
export function WallPage() {
  return (
    <>
      <title>Wall · Roomdeck</title>
      <h1 className="visuallyHidden">Wall screen</h1>
      <FirstData>{(snapshot) => <Wall snapshot={snapshot} />}</FirstData>
    </>
  )
}

const SixFigures = memo(Figures)
const Regions = memo(RegionMatrix)

/** A wall screen that was asked for by its bare address shows three hours. */
function useWallRange(): void {
  const range = useChoice('range')
  const setSearch = useSetSearch()
  useEffect(() => {
    if (range === undefined) setSearch({ range: '3h' }, true)
  }, [range, setSearch])
}

function Wall({ snapshot }: { snapshot: FleetSnapshot }) {
  useWallRange()
  const later = useNextFrame(snapshot)
  return (
    <div className={classes.wall}>
      <div className={classes.top}>
        <FleetVerdictLine snapshot={later} />
        <Clock />
      </div>
      <div className={classes.figures}>
        <SixFigures snapshot={later} />
      </div>
      <div className={classes.regions}>
        <Regions snapshot={later} />
      </div>
      <div className={classes.right}>
        <WallChart events={snapshot.events} />
        <LastEvents snapshot={later} />
      </div>
    </div>
  )
}

/** To the fleet, with what is chosen here and the range that was chosen before. */
function useLeave(): () => void {
  const range = useLocation({ select: ({ state }) => state.rangeBefore })
  const navigate = useNavigate()
  return () => void navigate({ to: '/', search: withSearch({ range }) })
}

/** The time with its zone, and how old what is shown is. */
function Clock() {
  useTick()
  const { clock } = useDeck()
  const { zone } = usePreferences()
  const { status, ageMs } = useFeedView()
  const leave = useLeave()
  useEscape(leave)
  const now = clock.wall()
  return (
    <div className={classes.clock}>
      <b>{clockTime(now, zone)}</b> <span>{zoneName(now, zone)}</span>
      <p>
        {status}
        {ageMs !== null && ` · ${duration(ageMs)} old`}{' '}
        <Button look="link" className={classes.leave} onClick={leave}>
          leave the wall screen
        </Button>
      </p>
    </div>
  )
}

function LastEvents({ snapshot: { events, feedTime } }: { snapshot: FleetSnapshot }) {
  const notes = useNotes()
  const items = useMemo(
    () =>
      timelineOf(events, notes)
        .filter(({ kind, at }) => kind !== 'reset' && at > feedTime - EVENTS_MS)
        .toSorted((a, b) => Number(b.kind === 'lost') - Number(a.kind === 'lost')),
    [events, notes, feedTime],
  )
  const short = useMemo(() => shortIds(items.flatMap(({ processId }) => processId ?? [])), [items])
  return (
    <section className={classes.events} aria-label="Events of 30 minutes">
      <h2>
        Events of 30 min
        {items.length > MOST_EVENTS && `: ${items.length}, lost ones first`}
      </h2>
      {items.length === 0 ? (
        <p>none</p>
      ) : (
        <ul>
          {items.slice(0, MOST_EVENTS).map(({ key, at, kind, words, region, processId }) => (
            <li key={key} data-kind={kind}>
              <TimeText at={at} /> {region !== null && `${regionName(region)}: `}
              {foreignText(words)}
              {processId !== null && ` · ${foreignText(short.get(processId) ?? processId)}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
