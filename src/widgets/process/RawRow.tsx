import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rawQuery } from '../../engine/queries/pages.ts'
import { useDeck } from '../EngineContext.tsx'
import { JsonBlock } from './JsonBlock.tsx'
import classes from './ProcessDetail.module.css'

/** The row as the server sent it, asked for when somebody unfolds it. */
export function RawRow({ processId }: { processId: string }) {
  const [open, setOpen] = useState(false)
  const { engine } = useDeck()
  const { data } = useQuery({ ...rawQuery(engine, processId), enabled: open })
  return (
    <details className={classes.section} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Raw JSON</summary>
      {data === null && <p className={classes.muted}>It is not in the newest answer.</p>}
      {data && <JsonBlock json={data} what="raw JSON" />}
    </details>
  )
}
