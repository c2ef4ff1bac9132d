import { Menu } from '@mantine/core'
import { OpenMenu } from '../../components/controls/OpenMenu.tsx'
import { INTERVALS_MS, setPreference, usePreferences } from '../../view/preferences.ts'
import { IntervalButton } from './IntervalButton.tsx'

interface IntervalMenuProps {
  /** The interval in force, ms. */
  intervalMs: number
  onChoose: (intervalMs: number) => void
  onRefresh: () => void
}

/** How often the feed asks, refresh, and whether a hidden tab goes on asking. */
export function IntervalMenu({ intervalMs, onChoose, onRefresh }: IntervalMenuProps) {
  const { keepPolling } = usePreferences()
  return (
    <OpenMenu renderButton={(props) => <IntervalButton {...props} />}>
      <Menu.Label>Ask every</Menu.Label>
      <Menu.RadioGroup value={String(intervalMs)} onChange={(ms) => onChoose(Number(ms))}>
        {INTERVALS_MS.map((ms) => (
          <Menu.RadioItem key={ms} value={String(ms)} closeMenuOnClick>
            {ms / 1000} s
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Item onClick={onRefresh} rightSection={<kbd>r</kbd>}>
        Refresh now
      </Menu.Item>
      <Menu.CheckboxItem
        checked={keepPolling}
        closeMenuOnClick
        onChange={() => setPreference('keepPolling', !keepPolling)}
      >
        Keep polling when hidden
      </Menu.CheckboxItem>
    </OpenMenu>
  )
}
