import { ForeignText } from '../../components/status/ForeignText.tsx'
import { CopyButton } from '../CopyButton.tsx'
import classes from './ProcessDetail.module.css'

/** The whole ID, to read and to copy. */
export function ProcessTitle({ processId }: { processId: string }) {
  return (
    <div className={classes.title}>
      <h2 className={classes.id}>
        <ForeignText text={processId} />
      </h2>
      <CopyButton text={processId} what="process ID" />
    </div>
  )
}
