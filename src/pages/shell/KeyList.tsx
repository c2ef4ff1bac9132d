import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import { Modal } from '@mantine/core'
import { keyWords, type Command } from '../../view/commands.ts'
import classes from './KeyList.module.css'

/** What tables and charts do by keyboard; they have the focus then. */
const IN_PLACE: readonly (readonly [keys: string, what: string])[] = [
  ['↑ ↓', 'next row of a table; with the side panel open it follows'],
  ['Page ↑ Page ↓ Home End', 'further rows'],
  ['Enter', 'open the row’s process in the side panel'],
  ['Space', 'select the row; with Shift all up to it'],
  ['Escape', 'close the side panel, end the selection'],
  ['← →', 'move a chart’s crosshair'],
  ['Alt + click', 'choose this region, chip or line alone'],
  ['Shift + click', 'sort by one more column'],
]

/** All keys, of the same list that they are made of. */
export function KeyList({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys" centered closeButtonProps={{ 'aria-label': 'Close the list of keys' }}>
      <dl className={classes.keys}>
        {commands.map(
          ({ id, label, keys }) =>
            keys !== undefined && (
              <div key={id}>
                <dt>
                  <kbd>{keyWords(keys)}</kbd>
                </dt>
                <dd>{label}</dd>
              </div>
            ),
        )}
        {IN_PLACE.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
