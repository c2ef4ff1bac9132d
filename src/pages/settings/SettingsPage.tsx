import type { ReactNode } from 'react'
import { Segmented, type SegmentedProps } from '../../components/controls/Segmented.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { DENSITIES, INTERVALS_MS, setPreference, usePreferences } from '../../view/preferences.ts'
import { fullTime } from '../../view/time.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useIntervalMs, useSnapshot } from '../../widgets/useFeed.ts'
import { SettingsFile } from './SettingsFile.tsx'
import { ViewList } from './ViewList.tsx'
import { ZoneSelect } from './ZoneSelect.tsx'
import classes from './SettingsPage.module.css'

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
] as const
const ROWS = DENSITIES.map((value) => ({ value, label: value }))
const UNITS = [
  { value: 'bytes', label: 'MB/s' },
  { value: 'bits', label: 'Mbit/s' },
] as const
const INTERVALS = INTERVALS_MS.map((ms) => ({ value: String(ms), label: `${ms / 1000} s` }))

/** What the viewer prefers, kept in this browser. */
export function SettingsPage() {
  const { theme, zone, density, egressUnit, keepPolling } = usePreferences()
  const intervalMs = useIntervalMs()
  const { clock } = useDeck()
  const now = useSnapshot()?.feedTime ?? clock.wall()
  return (
    <div className={classes.page}>
      <title>Settings · Roomdeck</title>
      <h1 className="visuallyHidden">Settings</h1>
      <Panel title="Look">
        <dl className={classes.list}>
          <Choice name="Theme" choices={THEMES} value={theme} onChange={(value) => setPreference('theme', value)} />
          <Choice
            name="Table rows"
            choices={ROWS}
            value={density}
            onChange={(value) => setPreference('density', value)}
          />
          <Choice
            name="Egress in"
            choices={UNITS}
            value={egressUnit}
            onChange={(value) => setPreference('egressUnit', value)}
          />
        </dl>
      </Panel>
      <Panel title="Time">
        <dl className={classes.list}>
          <Setting name="Time zone" note={`The newest answer came at ${fullTime(now, zone)}.`}>
            <ZoneSelect zone={zone} />
          </Setting>
        </dl>
      </Panel>
      <Panel title="Feed">
        <dl className={classes.list}>
          <Choice
            name="Ask every"
            note="The next poll is timed from the last answer."
            choices={INTERVALS}
            value={String(intervalMs)}
            onChange={(ms) => setPreference('intervalMs', Number(ms))}
          />
          <Setting name="Hidden tab" note="For wall screens; a hidden tab asks every 10 s at most.">
            <label className={classes.check}>
              <input
                type="checkbox"
                checked={keepPolling}
                onChange={() => setPreference('keepPolling', !keepPolling)}
              />
              keep polling when hidden
            </label>
          </Setting>
        </dl>
      </Panel>
      <Panel title="Saved views">
        <ViewList />
      </Panel>
      <Panel title="All settings">
        <SettingsFile />
      </Panel>
    </div>
  )
}

function Setting({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {note !== undefined && <p className={classes.note}>{note}</p>}
      </dd>
    </div>
  )
}

/** A setting that is one of a few. */
function Choice<V extends string>({
  name,
  note,
  ...choice
}: { name: string; note?: string } & Omit<SegmentedProps<V>, 'label'>) {
  return (
    <Setting name={name} {...(note !== undefined && { note })}>
      <Segmented label={name} {...choice} />
    </Setting>
  )
}
