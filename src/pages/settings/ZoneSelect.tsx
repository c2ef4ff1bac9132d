import { Select } from '../../components/controls/Select.tsx'
import { setPreference } from '../../view/preferences.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { zoneName, type Zone } from '../../view/time.ts'

const NAMED = Intl.supportedValuesOf('timeZone')
const continentOf = (zone: string): string => (zone.includes('/') ? (zone.split('/')[0] ?? '') : 'Other')
const CONTINENTS = [...new Set(NAMED.map(continentOf))].toSorted()
const cityOf = (zone: string): string => zone.slice(zone.indexOf('/') + 1).replaceAll('_', ' ')

/** Local time, UTC or any zone that the browser knows. */
export function ZoneSelect({ zone }: { zone: Zone }) {
  return (
    <Select aria-label="Time zone" value={zone} onChange={(event) => setPreference('zone', event.currentTarget.value)}>
      <option value="local">Local time ({zoneName(useDeck().clock.wall(), 'local')})</option>
      <option value="UTC">UTC</option>
      {CONTINENTS.map((continent) => (
        <optgroup key={continent} label={continent}>
          {NAMED.filter((one) => one !== 'UTC' && continentOf(one) === continent).map((one) => (
            <option key={one} value={one}>
              {cityOf(one)}
            </option>
          ))}
        </optgroup>
      ))}
      {zone !== 'local' && zone !== 'UTC' && !NAMED.includes(zone) && <option value={zone}>{zone}</option>}
    </Select>
  )
}
