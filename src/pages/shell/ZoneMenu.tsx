import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { OpenMenu } from '../../components/controls/OpenMenu.tsx'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import { zoneName } from '../../view/time.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { keepSearch } from '../../widgets/useSearchState.ts'
import { ZoneButton } from './ZoneButton.tsx'

/** Local time, UTC, the zone chosen in the settings, or another one there. */
export function ZoneMenu({ name }: { name: string }) {
  const { zone } = usePreferences()
  const { clock } = useDeck()
  const navigate = useNavigate()
  const zones = ['local', 'UTC', ...(zone === 'local' || zone === 'UTC' ? [] : [zone])]
  const words = (one: string): string =>
    one === 'local' ? `Local time (${zoneName(clock.wall(), one)})` : one.replaceAll('_', ' ')
  return (
    <OpenMenu renderButton={(props) => <ZoneButton {...props} name={name} />}>
      <Menu.Label>Times are shown in</Menu.Label>
      <Menu.RadioGroup value={zone} onChange={(one) => setPreference('zone', one)}>
        {zones.map((one) => (
          <Menu.RadioItem key={one} value={one} closeMenuOnClick>
            {words(one)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Item onClick={() => void navigate({ to: '/settings', search: keepSearch })}>Another zone…</Menu.Item>
    </OpenMenu>
  )
}
