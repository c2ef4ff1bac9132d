import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { firstRange, readRange, type ChosenRange } from '../view/range.ts'
import type { Search } from '../view/search.ts'

const OPTIONS = { strict: false } as const

/** What the viewer chose, from the address. */
export const useSearchState = (): Search => useSearch(OPTIONS) as Search

/** One choice of the viewer's; its user is not drawn again for others, and an equal one is the same object. */
export function useChoice<K extends keyof Search>(key: K): Search[K] {
  const options = { strict: false, structuralSharing: true, select: (search: Search) => search[key] }
  // The router's types want to know the page; every page has the same choices.
  return useSearch(options as unknown as typeof OPTIONS) as unknown as Search[K]
}

/** The window of time that charts and sparklines show; the same object as long as it is the same. */
export function useRange(): ChosenRange {
  const text = useChoice('range')
  return useMemo(() => (text === undefined ? null : readRange(text)) ?? firstRange, [text])
}

/**
 * Changes the choices named and leaves the others. A choice is a step back in the browser's history unless
 * `replace` says it is only a keystroke of one.
 */
export function useSetSearch(): (change: Partial<Record<keyof Search, unknown>>, replace?: boolean) => void {
  const navigate = useNavigate()
  return useCallback(
    (change, replace = false) => {
      void navigate({
        to: '.',
        search: (before: Search) => ({ ...before, ...change }) as Search,
        replace,
        state: true,
        resetScroll: false,
      } as Parameters<typeof navigate>[0])
    },
    [navigate],
  )
}

/** For links and steps: the viewer's choices go along, changed by those named. */
export const withSearch =
  (change: Partial<Search>) =>
  // The router's types want to know the page; every page has the same choices.
  (search: unknown): never =>
    ({ ...(search as object), ...change }) as never

/** For links: the viewer's choices go along, but for those of the page that is left: its kinds of events, its rooms, its wave. */
export const keepSearch = withSearch({ roomq: undefined, kind: undefined, wave: undefined })

/** `values` with `value` added, or taken out when it is there; undefined when nothing is left. */
export function toggled(values: readonly string[] | undefined, value: string): string[] | undefined {
  const rest = (values ?? []).filter((one) => one !== value)
  const next = rest.length === (values ?? []).length ? [...rest, value] : rest
  return next.length === 0 ? undefined : next
}

/** A choice that was clicked: toggled, or with Alt the only one, and all again when it was that. */
export function picked(
  values: readonly string[] | undefined,
  value: string,
  { altKey }: { altKey: boolean },
): string[] | undefined {
  if (!altKey) return toggled(values, value)
  return values?.length === 1 && values[0] === value ? undefined : [value]
}

/** Whether something of a region and a deployment is among those chosen; all are where none is. */
export const isChosen = (
  of: { region: string; deploymentId: string },
  { region, deployment }: Pick<Search, 'region' | 'deployment'>,
): boolean => (region?.includes(of.region) ?? true) && (deployment?.includes(of.deploymentId) ?? true)
