import { lazyPart } from '../../components/status/lazyPart.tsx'
import { OnDemand } from '../../components/controls/OnDemand.tsx'
import { usePreferences } from '../../view/preferences.ts'
import { zoneName } from '../../view/time.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { ZoneButton } from './ZoneButton.tsx'

const loadMenu = async () => ({ default: (await import('./ZoneMenu.tsx')).ZoneMenu })
const ZoneMenu = lazyPart('The list of time zones', loadMenu)

/** The zone that every time on the page is in. */
export function ZoneControl() {
  const { zone } = usePreferences()
  const { clock } = useDeck()
  const name = zoneName(clock.wall(), zone)
  return (
    <OnDemand load={loadMenu} renderButton={(props) => <ZoneButton {...props} name={name} />}>
      <ZoneMenu name={name} />
    </OnDemand>
  )
}
