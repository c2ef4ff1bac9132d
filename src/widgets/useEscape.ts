import { usePlainKeys } from './usePlainKeys.ts'

/** What an Escape closes before it closes anything of the page: a menu, what stands in front. */
const NEARER = '[role=menu], [role=listbox], [role=dialog], [aria-haspopup][aria-expanded=true]'

/** Calls back for an Escape that is meant for nothing nearer: one of them closes one thing. */
export const useEscape = (act: () => void): void =>
  usePlainKeys([
    [
      'Escape',
      ({ target }) => {
        if (target instanceof Element && target.closest(NEARER) !== null) return
        act()
      },
    ],
  ])
