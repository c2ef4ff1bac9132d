import { useHotkeys, type HotkeyItem } from '@mantine/hooks'

/** Inputs in which nobody types a letter: what was clicked last keeps the focus, and keys go on. */
const NO_LETTERS: ReadonlySet<string> = new Set(['radio', 'checkbox', 'button', 'file', 'range'])

/** Whether a letter belongs to what has the focus. */
const takesLetters = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !NO_LETTERS.has(target.type))

/** Keys without Ctrl, outside of where letters are typed. @param items a key as `useHotkeys` reads it, and what it does. */
export const usePlainKeys = (items: readonly (readonly [key: string, run: (event: KeyboardEvent) => void])[]): void =>
  useHotkeys(
    items.map(([key, run]): HotkeyItem => [
      key,
      (event) => {
        // What is nearer took it already.
        if (event.defaultPrevented || takesLetters(event.target)) return
        event.preventDefault()
        run(event)
      },
      { preventDefault: false },
    ]),
    [],
  )
