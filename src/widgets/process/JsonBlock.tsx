import { ForeignBlock } from '../../components/status/ForeignText.tsx'
import { CopyButton } from '../CopyButton.tsx'
import classes from './ProcessDetail.module.css'

/** JSON as it was sent, to read and to copy. */
export function JsonBlock({ json, what }: { json: string; what: string }) {
  return (
    <>
      <CopyButton text={json} what={what} />
      <ForeignBlock className={classes.json} text={json} />
    </>
  )
}
