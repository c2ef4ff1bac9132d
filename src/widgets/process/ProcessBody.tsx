import { GoneProcess } from './GoneProcess.tsx'
import { ListedProcess, type ListedProcessProps } from './ListedProcess.tsx'

/** What there is to say of a process depends on whether it is listed. */
export function ProcessBody(props: ListedProcessProps) {
  return props.snapshot.index.slotOf.has(props.processId) ? <ListedProcess {...props} /> : <GoneProcess {...props} />
}
