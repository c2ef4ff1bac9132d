import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { useEffect, useState } from 'react'
import { COMMAND_GROUPS, findCommands, keyWords, type Command } from '../../view/commands.ts'
import { useFound, type Found } from './useFound.ts'

interface PaletteProps {
  commands: readonly Command[]
  onClose: () => void
}

const [store, palette] = createSpotlight()
const AT_ONCE = { duration: 0 } as const
/**
 * What can be scrolled must be in reach of keys, however the arrows move the choice. The list is a scroll area and hands
 * this on, which its type does not say.
 */
const SCROLLS: object = { viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'Found' } }

/** Pages, processes, rooms, regions, views and everything that can be done, found by a few letters. */
export function Palette({ commands, onClose }: PaletteProps) {
  const [query, setQuery] = useState('')
  const { named, everywhere } = useFound(query)
  useEffect(() => palette.open(), [])
  const matching = findCommands(commands, query).filter(({ id }) => id !== 'palette')
  const groups = COMMAND_GROUPS.map((group) => ({ group, of: matching.filter((one) => one.group === group) }))
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      scrollable
      // Closing takes no time: who asks again at once gets it again.
      transitionProps={AT_ONCE}
      maxHeight="60vh"
      aria-label="Commands"
    >
      <Spotlight.Search placeholder="Find a process, room, region, page or command…" aria-label="Find a command" />
      <Spotlight.ActionsList {...SCROLLS}>
        {named.map((one) => (
          <Entry key={one.id} {...one} />
        ))}
        {groups.map(
          ({ group, of }) =>
            of.length > 0 && (
              <Spotlight.ActionsGroup key={group} label={group}>
                {of.map((one) => (
                  <Entry key={one.id} {...one} />
                ))}
              </Spotlight.ActionsGroup>
            ),
        )}
        {everywhere !== null && <Entry {...everywhere} />}
        {named.length + matching.length === 0 && everywhere === null && (
          <Spotlight.Empty>Nothing found</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function Entry({ label, hint, keys, run }: Pick<Command, 'label' | 'hint' | 'keys' | 'run'> | Found) {
  return (
    <Spotlight.Action
      label={label}
      description={hint ?? ''}
      onClick={run}
      rightSection={keys === undefined ? null : <kbd>{keyWords(keys)}</kbd>}
    />
  )
}
