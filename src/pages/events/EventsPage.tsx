import { useCallback, useMemo, useState } from 'react'
import { Notice } from '../../components/status/Notice.tsx'
import { DataGrid } from '../../components/table/DataGrid.tsx'
import { shortIds } from '../../select/shortId.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { notes, removeNote, type Note } from '../../view/notes.ts'
import { FirstData } from '../../widgets/FirstData.tsx'
import { DeletedNote } from './DeletedNote.tsx'
import { eventColumns } from './eventColumns.tsx'
import { EventsBar } from './EventsBar.tsx'
import { NoteForm } from './NoteForm.tsx'
import { useTimeline } from './useTimeline.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './EventsPage.module.css'

/** What happened, on one timeline. */
export function EventsPage() {
  return (
    <>
      <title>Events · Roomdeck</title>
      <h1 className="visuallyHidden">Events</h1>
      <FirstData>{(snapshot) => <Events snapshot={snapshot} />}</FirstData>
    </>
  )
}

const keyOf = ({ key }: { key: string }): string => key

function Events({ snapshot }: { snapshot: FleetSnapshot }) {
  const timeline = useTimeline(snapshot)
  const { items } = timeline
  const short = useMemo(() => shortIds([...new Set(items.flatMap(({ processId }) => processId ?? []))]), [items])
  const [deleted, setDeleted] = useState<Note | null>(null)
  const remove = useCallback((noteId: string) => {
    setDeleted(notes().find(({ id }) => id === noteId) ?? null)
    removeNote(noteId)
  }, [])
  const columns = useMemo(() => eventColumns(short, remove), [short, remove])
  return (
    <div className={shared.page}>
      <NoteForm snapshot={snapshot} />
      {deleted && <DeletedNote key={deleted.id} note={deleted} onUndone={() => setDeleted(null)} />}
      <section className={classes.panel} aria-label="Timeline">
        <EventsBar timeline={timeline} />
        <DataGrid
          label="Events"
          columns={columns}
          rows={items}
          rowKey={keyOf}
          maxHeight="max(320px, calc(100vh - 198px))"
          empty={
            <Notice title="No event in this time">{timeline.filtered ? 'Other filters may show some.' : ''}</Notice>
          }
        />
      </section>
      <p className={shared.limits}>
        The newest 1,000 events that were seen from here, and your own notes, which stay in this browser. What began and
        ended between two polls was not seen.
      </p>
    </div>
  )
}
