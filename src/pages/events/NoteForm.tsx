import { Button } from '../../components/controls/Button.tsx'
import { Field } from '../../components/controls/Field.tsx'
import { useState, type FormEvent } from 'react'
import { ageOf } from '../../fleet/feedState.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { addNote, MOST_WORDS } from '../../view/notes.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import classes from './EventsPage.module.css'

/** A line of the operator's own on the timeline, at the feed's present time, which goes on while the feed says nothing. */
export function NoteForm({ snapshot: { feed, feedTime } }: { snapshot: Pick<FleetSnapshot, 'feed' | 'feedTime'> }) {
  const { clock } = useDeck()
  const [words, setWords] = useState('')
  const [kept, setKept] = useState(true)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (words.trim() === '') return
    setKept(addNote(Math.round(feedTime + (ageOf(feed, clock.mono()) ?? 0)), words.trim()))
    setWords('')
  }
  return (
    <form className={classes.note} onSubmit={submit}>
      <Field
        className={classes.find}
        aria-label="Note"
        placeholder="Write down what you see or did…"
        maxLength={MOST_WORDS}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" disabled={words.trim() === ''}>
        Add note
      </Button>
      {!kept && <span role="alert">This browser stores nothing: the note is gone when the page is closed.</span>}
    </form>
  )
}
