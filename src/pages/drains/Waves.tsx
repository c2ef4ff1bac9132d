import { lazyPart } from '../../components/status/lazyPart.tsx'
import { Suspense } from 'react'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { emptiesInWords } from '../../fleet/drainOutlook.ts'
import { counted, duration } from '../../fleet/words.ts'
import type { WaveSeen } from '../../types/engine.ts'
import { endsWhen } from '../../view/endsWhen.ts'
import { count } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { minuteTime, type Zone } from '../../view/time.ts'
import { TimeText } from '../../widgets/TimeText.tsx'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { shownWaves } from './shownWaves.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './DrainsPage.module.css'

const WaveCharts = lazyPart('The charts of the wave', async () => ({
  default: (await import('./WaveCharts.tsx')).WaveCharts,
}))

/** Drains that began together: how far they are, and when they are done. */
export function Waves({ waves, now }: { waves: readonly WaveSeen[]; now: number }) {
  if (waves.length === 0) return null
  const { shown, more } = shownWaves(waves)
  return (
    <ul className={classes.waves} aria-label="Waves">
      {shown.map((wave) => (
        <WaveLine key={wave.key} wave={wave} now={now} />
      ))}
      {more > 0 && <li className={shared.muted}>and {counted(more, 'more wave')}</li>}
    </ul>
  )
}

function WaveLine({ wave, now }: { wave: WaveSeen; now: number }) {
  const { zone } = usePreferences()
  const setSearch = useSetSearch()
  const narrowed = useChoice('region') !== undefined
  const { burnDown } = wave
  const open = burnDown !== null
  return (
    <li>
      <button
        type="button"
        className={classes.wave}
        aria-expanded={open}
        title={open ? 'Hide how it went' : 'Show how it went and is expected to go'}
        onClick={() => setSearch({ wave: open ? 'none' : wave.key })}
      >
        <b>
          {wave.successor !== null && (
            <>
              <ForeignText text={wave.successor} /> <span aria-hidden="true">←</span>{' '}
              <span className="visuallyHidden">takes the place of </span>
            </>
          )}
          <ForeignText text={wave.deploymentId} />
        </b>{' '}
        since {wave.sawBegin ? '' : '≥ '}
        <TimeText at={wave.since} />
      </button>
      <span className={shared.muted}> · {leftWords(wave)}</span>
      <span> · {outlookWords(wave, now, zone)}</span>
      {open && narrowed && <span className={shared.muted}> · below: in all regions</span>}
      {open && (
        <Suspense fallback={<div className={classes.burnDown} />}>
          <WaveCharts wave={wave} burnDown={burnDown} now={now} />
        </Suspense>
      )}
    </li>
  )
}

/** `6 of 7 rooms`; where more came than went, `72 connections (65 at first)`. */
function leftOf(what: string, left: number, first: number): string {
  if (left > first) return `${counted(left, what)} (${count(first)} at first)`
  return `${count(left)} of ${counted(first, what)}`
}

/** `3 of 4 drains, 6 of 7 rooms, 109 of 115 connections left` */
function leftWords({
  drains,
  drainsFirst,
  rooms,
  roomsFirst,
  connections,
  connectionsFirst,
  missing,
  endedAt,
}: WaveSeen): string {
  const kinds = [
    ['drain', drains, drainsFirst],
    ['room', rooms, roomsFirst],
    ['connection', connections, connectionsFirst],
  ] as const
  if (endedAt !== null) return kinds.map(([what, , first]) => counted(first, what)).join(', ')
  return `${missing > 0 ? '≥ ' : ''}${kinds.map(([what, left, first]) => leftOf(what, left, first)).join(', ')} left`
}

/** Of fewer rooms a tenth is less than the last one, of which the range says more. */
const LEAST_FOR_TENTHS = 10

/** `half empty at 02:31, nine in ten at 03:02, last room 03:20–04:05 CET, 8 in 10`. */
function outlookWords(wave: WaveSeen, now: number, zone: Zone): string {
  const { half, nineInTen, last, rooms, roomsFirst, missing, endedAt, since } = wave
  if (endedAt !== null) return `over after ${duration(endedAt - since)}`
  if (missing > 0) return `${counted(missing, 'drain')} missing from the list, end not confirmed`
  if (rooms === 0) return 'no room left'
  if ('none' in last) return emptiesInWords(last)
  const at = (words: string, when: number | null): string[] => {
    if (when === null) return []
    return [when <= now ? `${words} already` : `${words} at ${minuteTime(when, zone)}`]
  }
  const tenths = roomsFirst < LEAST_FOR_TENTHS ? [] : at('nine in ten', nineInTen)
  return [...at('half empty', half), ...tenths, `last room ${endsWhen(last, zone)}`].join(', ')
}
