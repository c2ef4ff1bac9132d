import { lazyPart } from '../../components/status/lazyPart.tsx'
import { useHotkeys, type HotkeyItem } from '@mantine/hooks'
import { Suspense, useCallback, useLayoutEffect, useRef } from 'react'
import { usePlainKeys } from '../../widgets/usePlainKeys.ts'
import { useCommands } from './useCommands.ts'

// As heavy as a page, and asked for seldom.
const Palette = lazyPart('The commands', async () => ({ default: (await import('./Palette.tsx')).Palette }))
const KeyList = lazyPart('The list of keys', async () => ({ default: (await import('./KeyList.tsx')).KeyList }))

/** Which of the two is open. */
export type OpenList = 'palette' | 'keys' | null

interface CommandsProps {
  open: OpenList
  onOpen: (open: OpenList) => void
}

/** What had the focus before has it again afterwards, unless a command gave it to something else. */
function useFocusReturn(open: OpenList): void {
  const before = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (open !== null) {
      before.current = document.activeElement
      return
    }
    const { current } = before
    before.current = null
    const isFree = document.activeElement === null || document.activeElement === document.body
    if (isFree && current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true })
  }, [open])
}

/** A question mark takes Shift on most keyboards, and not on all. */
const QUESTION_MARKS = ['?', 'shift+?']

/** The keys that hold on every page, the palette and the list of keys: all of one list of commands. */
export function Commands({ open, onOpen }: CommandsProps) {
  const commands = useCommands(onOpen)
  useFocusReturn(open)
  const close = useCallback(() => onOpen(null), [onOpen])
  // Plain keys are letters in a field; with Ctrl they are commands there, too.
  usePlainKeys(
    commands.flatMap(({ keys, run }) =>
      keys === undefined || keys.startsWith('mod')
        ? []
        : (keys === '?' ? QUESTION_MARKS : [keys]).map((key) => [key, run] as const),
    ),
  )
  useHotkeys(
    commands.flatMap(({ keys, run }): HotkeyItem[] => (keys?.startsWith('mod') ? [[keys, run]] : [])),
    [],
  )
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette commands={commands} onClose={close} />}
      {open === 'keys' && <KeyList commands={commands} onClose={close} />}
    </Suspense>
  )
}
