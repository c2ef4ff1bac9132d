import { ForeignText } from '../../components/status/ForeignText.tsx'
import type { ProcessFacts } from '../../types/fleet.ts'
import type { Port } from '../../types/port.ts'
import { UNKNOWN } from '../../view/format.ts'
import { CopyButton } from '../CopyButton.tsx'
import classes from './ProcessDetail.module.css'

/** Beside the other facts there is no room for more; all of them stand under Ports. */
const MOST = 4

export const addressOf = ({ host, port }: Port): string => `${host}:${port}`

/** The ports of a process, the exposed one first. */
export const portsOf = ({
  exposedPort,
  additionalExposedPorts,
}: Pick<ProcessFacts, 'exposedPort' | 'additionalExposedPorts'>): readonly Port[] =>
  exposedPort ? [exposedPort, ...additionalExposedPorts] : additionalExposedPorts

/** Where players reach it, to copy. */
export function Addresses({ ports }: { ports: readonly Port[] }) {
  if (ports.length === 0) return UNKNOWN
  return (
    <>
      {ports.slice(0, MOST).map((port, index) => (
        <span key={index} className={classes.address}>
          <ForeignText className="mono" text={addressOf(port)} />{' '}
          <CopyButton quiet text={addressOf(port)} what={ports.length === 1 ? 'address' : `address of ${port.name}`} />
        </span>
      ))}
      {ports.length > MOST && <span className={classes.muted}>{ports.length - MOST} more under Ports</span>}
    </>
  )
}
