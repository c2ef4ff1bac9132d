import { Menu } from '@mantine/core'
import { OpenMenu } from '../../components/controls/OpenMenu.tsx'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { FacetButton } from './menuButtons.tsx'

interface FacetMenuProps {
  /** What its button says. */
  words: string
  /** What a choice does. */
  label: string
  /** Counted only while the menu is open. */
  choices: () => readonly (readonly [value: string, n: number])[]
  say: (n: number) => string
  chosen: readonly string[]
  onToggle: (value: string, event: { altKey: boolean }) => void
}

/** Choices that are too many for chips of their own. */
export function FacetMenu({ words, ...rest }: FacetMenuProps) {
  return (
    <OpenMenu position="bottom-start" renderButton={(props) => <FacetButton {...props} words={words} />}>
      <Choices {...rest} />
    </OpenMenu>
  )
}

function Choices({ label, choices, say, chosen, onToggle }: Omit<FacetMenuProps, 'words'>) {
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {choices().map(([value, n]) => (
        <Menu.CheckboxItem
          key={value}
          checked={chosen.includes(value)}
          closeMenuOnClick
          onClick={(event) => onToggle(value, event)}
        >
          <ForeignText text={value} /> · {say(n)}
        </Menu.CheckboxItem>
      ))}
    </>
  )
}
