import { useEffect, useRef } from 'react'
import { Button } from '../../components/controls/Button.tsx'
import { foreignText } from '../../components/status/foreignText.ts'
import { putNote, type Note } from '../../view/notes.ts'
import shared from '../../components/layout/Page.module.css'

/** What was deleted last, and how to have it back: rows move, and so may have what was aimed at. */
export function DeletedNote({ note, onUndone }: { note: Note; onUndone: () => void }) {
  const undo = useRef<HTMLButtonElement>(null)
  // The button that had the focus is gone with its note.
  useEffect(() => undo.current?.focus(), [])
  return (
    <p className={shared.muted} role="status">
      Deleted the note <bdi>{foreignText(note.words)}</bdi>{' '}
      <Button
        ref={undo}
        look="link"
        onClick={() => {
          putNote(note)
          onUndone()
        }}
      >
        Undo
      </Button>
    </p>
  )
}
