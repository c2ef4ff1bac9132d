import { ForeignText } from '../../components/status/ForeignText.tsx'
import type { ProcessFacts } from '../../types/fleet.ts'
import { CopyButton } from '../CopyButton.tsx'
import { addressOf, portsOf } from './Addresses.tsx'
import classes from './ProcessDetail.module.css'

/** Where players reach it. */
export function PortList({ facts }: { facts: ProcessFacts }) {
  const ports = portsOf(facts)
  return (
    <section className={classes.section}>
      <h3>Ports</h3>
      {ports.length === 0 ? (
        <p className={classes.muted}>No exposed port</p>
      ) : (
        <div className={classes.scroller}>
          <table className={classes.table} aria-label="Ports">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Address</th>
                <th scope="col">Transport</th>
                <th scope="col">
                  <span className="visuallyHidden">Copy</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {ports.map((port, index) => (
                // Two ports may say the same of themselves.
                <tr key={index}>
                  <th scope="row">
                    <ForeignText text={port.name} />
                  </th>
                  <td className={classes.wide}>
                    <ForeignText className="mono" text={addressOf(port)} />
                  </td>
                  <td>
                    <ForeignText text={port.transportType} />
                  </td>
                  <td>
                    <CopyButton quiet text={addressOf(port)} what={`address of ${port.name}`} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
