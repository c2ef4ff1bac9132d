import { useComputedColorScheme } from '@mantine/core'
import { Button } from '../../components/controls/Button.tsx'
import { setPreference } from '../../view/preferences.ts'

/** Dark or light; the system's until somebody chooses. */
export function ThemeControl() {
  const shown = useComputedColorScheme('dark')
  const other = shown === 'dark' ? 'light' : 'dark'
  const choose = (): void => setPreference('theme', other)
  return (
    <Button look="icon" aria-label={`Use the ${other} theme`} title={`Use the ${other} theme`} onClick={choose}>
      <svg viewBox="0 0 16 16" width="14" fill="currentColor" aria-hidden="true">
        <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.6z" />
      </svg>
    </Button>
  )
}
