import type { ComponentProps } from 'react'
import { Chip } from '../../components/controls/Chip.tsx'
import { Button } from '../../components/controls/Button.tsx'

// What opens a menu; it stands there before the menu has been loaded.

/** A word above the table. */
export const ToolButton = (props: ComponentProps<'button'>) => <Button {...props} look="quiet" />

export function FacetButton({ words, ...props }: ComponentProps<'button'> & { words: string }) {
  return <Chip {...props}>{words} ▾</Chip>
}
