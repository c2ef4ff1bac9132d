import { Menu } from '@mantine/core'
import type { ReactElement, ReactNode, Ref } from 'react'
import { useEarlyFocus } from './useEarlyFocus.ts'

interface OpenMenuProps {
  /** Its button; the menu is named after it. */
  renderButton: (props: { ref: Ref<HTMLButtonElement> }) => ReactElement
  position?: 'bottom-start' | 'bottom-end'
  /** What is in it; drawn only while it is open. */
  children: ReactNode
}

/** A menu that comes opened (`OnDemand`): it takes the focus, and gives it back to its button. */
export function OpenMenu({ renderButton, position = 'bottom-end', children }: OpenMenuProps) {
  const { target, onClose } = useEarlyFocus()
  return (
    <Menu position={position} withinPortal defaultOpened onClose={onClose}>
      <Menu.Target>{renderButton({ ref: target })}</Menu.Target>
      <Menu.Dropdown mah="80vh" style={SCROLLED}>
        {children}
      </Menu.Dropdown>
    </Menu>
  )
}

/** A menu longer than the window is scrolled in itself. */
const SCROLLED = { overflowY: 'auto' } as const
