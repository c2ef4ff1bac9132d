import { ForeignText } from '../../components/status/ForeignText.tsx'
import { emptiesInWords } from '../../fleet/drainOutlook.ts'
import { counted } from '../../fleet/words.ts'
import type { WaveSeen } from '../../types/engine.ts'
import { count } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { endsWhen } from '../../view/endsWhen.ts'
import { minuteTime, type Zone } from '../../view/time.ts'
import { TimeText } from '../../widgets/TimeText.tsx'
import classes from './DrainsPage.module.css'

const MOST = 6

/** Drains that began together: how far they are, and when they are done. */
export function Waves({ waves, now }: { waves: readonly WaveSeen[]; now: number }) {
  if (waves.length === 0) return null
  return (
    <ul className={classes.waves} aria-label="Waves">
      {waves.slice(0, MOST).map((wave) => (
        <WaveLine key={`${wave.deploymentId} ${wave.since}`} wave={wave} now={now} />
      ))}
      {waves.length > MOST && <li className={classes.muted}>and {waves.length - MOST} earlier waves</li>}
    </ul>
  )
}

function WaveLine({ wave, now }: { wave: WaveSeen; now: number }) {
  const { zone } = usePreferences()
  return (
    <li>
      <b>
        <ForeignText text={wave.deploymentId} />
      </b>{' '}
      since {wave.sawBegin ? '' : '≥ '}
      <TimeText at={wave.since} />
      <span className={classes.muted}>
        {' '}
        · {counted(wave.drains, 'drain')}, {count(wave.rooms)} of {counted(wave.roomsFirst, 'room')},{' '}
        {count(wave.connections)} of {counted(wave.connectionsFirst, 'connection')} left
      </span>
      <span> · {outlookWords(wave, now, zone)}</span>
    </li>
  )
}

/** `half empty at 02:31, nine in ten at 03:02, last room 03:20–04:05 CET, 8 in 10`. */
function outlookWords({ half, nineInTen, last, rooms }: WaveSeen, now: number, zone: Zone): string {
  if (rooms === 0) return 'no room left'
  if ('none' in last) return emptiesInWords(last)
  const at = (words: string, when: number | null): string[] => {
    if (when === null) return []
    return [when <= now ? `${words} already` : `${words} at ${minuteTime(when, zone)}`]
  }
  return [...at('half empty', half), ...at('nine in ten', nineInTen), `last room ${endsWhen(last, zone)}`].join(', ')
}
