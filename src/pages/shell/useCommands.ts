import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Command } from '../../view/commands.ts'
import { DENSITIES, INTERVALS_MS, setPreference, usePreferences } from '../../view/preferences.ts'
import { FIRST_RANGE, RANGES, type RangeKey } from '../../view/range.ts'
import { copySeen } from '../../widgets/copySeen.ts'
import { usePaused } from '../../widgets/pauseStore.ts'
import { useFeedActions } from '../../widgets/useFeed.ts'
import { keepSearch, useChoice, useSetSearch, withSearch } from '../../widgets/useSearchState.ts'
import { PLACES, SETTINGS } from './places.tsx'

const THEMES = [
  { value: 'system', label: 'Theme of the system' },
  { value: 'dark', label: 'Dark theme' },
  { value: 'light', label: 'Light theme' },
] as const

/** A search box on the page marks itself so. */
export const SEARCH_BOX = '[data-search-box]'

/**
 * Everything that a key or the palette can do, in one list: the key list and the palette are made of it.
 * @param ask opens the palette or the list of keys.
 */
export function useCommands(ask: (what: 'palette' | 'keys') => void): readonly Command[] {
  const { refresh, togglePause } = useFeedActions()
  const paused = usePaused()
  const navigate = useNavigate()
  const setSearch = useSetSearch()
  const range = useChoice('range')
  const { zone, density, theme, views } = usePreferences()
  return useMemo((): Command[] => {
    const find = (): void => {
      const box = document.querySelector<HTMLElement>(SEARCH_BOX)
      if (box) box.focus()
      else ask('palette')
    }
    return [
      { id: 'find', group: 'Find', label: 'Search this page', keys: '/', run: find },
      { id: 'palette', group: 'Find', label: 'Commands, processes, regions', keys: 'mod+K', run: () => ask('palette') },
      { id: 'keys', group: 'Find', label: 'List of keys', keys: '?', run: () => ask('keys') },
      ...[...PLACES, SETTINGS].map(({ to, label }): Command => ({
        id: `go ${to}`,
        group: 'Go to',
        label,
        run: () => void navigate({ to, search: keepSearch }),
      })),
      ...views.map(({ name, to }): Command => ({
        id: `view ${name}`,
        group: 'Go to',
        label: name,
        hint: 'saved view',
        run: () => void navigate({ to: to as '/' }),
      })),
      { id: 'pause', group: 'Feed', label: paused ? 'Resume' : 'Pause', keys: 'p', run: togglePause },
      { id: 'refresh', group: 'Feed', label: 'Refresh now', keys: 'r', run: refresh },
      ...INTERVALS_MS.map((ms): Command => ({
        id: `every ${ms}`,
        group: 'Feed',
        label: `Ask every ${ms / 1000} s`,
        run: () => setPreference('intervalMs', ms),
      })),
      ...(Object.keys(RANGES) as RangeKey[]).map((key): Command => ({
        id: `range ${key}`,
        group: 'Time',
        label: `Last ${RANGES[key].label}`,
        run: () => setSearch({ range: key === FIRST_RANGE ? undefined : key }),
      })),
      ...['local', 'UTC'].map((value): Command => ({
        id: `zone ${value}`,
        group: 'Time',
        label: value === 'UTC' ? 'Times in UTC' : 'Times in local time',
        hint: zone === value ? 'now' : '',
        run: () => setPreference('zone', value),
      })),
      ...THEMES.map(({ value, label }): Command => ({
        id: `theme ${value}`,
        group: 'Look',
        label,
        hint: theme === value ? 'now' : '',
        run: () => setPreference('theme', value),
      })),
      ...DENSITIES.map((value): Command => ({
        id: `rows ${value}`,
        group: 'Look',
        label: `Rows: ${value}`,
        hint: density === value ? 'now' : '',
        run: () => setPreference('density', value),
      })),
      {
        id: 'wall',
        group: 'Look',
        label: 'Wall screen',
        hint: 'Escape leaves it',
        run: () => void navigate({ to: '/wall', search: withSearch({ range: '3h' }), state: { rangeBefore: range } }),
      },
      { id: 'copy text', group: 'Copy', label: 'Copy what I see as text', run: () => void copySeen('text', zone) },
      {
        id: 'copy markdown',
        group: 'Copy',
        label: 'Copy what I see as Markdown',
        run: () => void copySeen('markdown', zone),
      },
    ]
  }, [ask, refresh, togglePause, paused, navigate, setSearch, range, zone, density, theme, views])
}
