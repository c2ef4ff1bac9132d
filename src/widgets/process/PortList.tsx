import { ForeignText } from '../../components/status/ForeignText.tsx'
import type { ProcessFacts } from '../../types/fleet.ts'
import { CopyButton } from '../CopyButton.tsx'
import classes from './ProcessDetail.module.css'

/** Where players reach it. */
export function PortList({ facts }: { facts: ProcessFacts }) {
  const ports = [...(facts.exposedPort ? [facts.exposedPort] : []), ...facts.additionalExposedPorts]
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
              </tr>
            </thead>
            <tbody>
              {ports.map((port) => (
                <tr key={`${port.name} ${port.host} ${port.port}`}>
                  <th scope="row">
                    <ForeignText text={port.name} />
                  </th>
                  <td className="mono">
                    <ForeignText text={`${port.host}:${port.port}`} />{' '}
                    <CopyButton text={`${port.host}:${port.port}`} what={`address of ${port.name}`} />
                  </td>
                  <td>
                    <ForeignText text={port.transportType} />
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
