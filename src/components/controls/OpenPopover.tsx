import { Popover } from '@mantine/core'
import { useState, type ReactNode, type Ref } from 'react'
import { useEarlyFocus } from './useEarlyFocus.ts'

interface OpenPopoverProps {
  /** Its button; the popover is named after it. */
  renderButton: (props: { ref: Ref<HTMLButtonElement>; onClick: () => void }) => ReactNode
  /** What is in it; it may close it. */
  children: (close: () => void) => ReactNode
}

/** A popover that comes opened (`OnDemand`): it takes the focus, and gives it back to its button. */
export function OpenPopover({ renderButton, children }: OpenPopoverProps) {
  const [opened, setOpened] = useState(true)
  const { target, onClose } = useEarlyFocus()
  const close = (): void => setOpened(false)
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      onClose={onClose}
      position="bottom-end"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>{renderButton({ ref: target, onClick: () => setOpened((before) => !before) })}</Popover.Target>
      <Popover.Dropdown>{children(close)}</Popover.Dropdown>
    </Popover>
  )
}
