import { Button } from '../../components/controls/Button.tsx'
import { useMemo } from 'react'
import { inCommon } from '../../fleet/common.ts'
import { counted, processes, regionName } from '../../fleet/words.ts'
import { selectionTotals } from '../../select/selection.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { byteRate, count } from '../../view/format.ts'
import { CopyButton } from '../../widgets/CopyButton.tsx'
import { foreignText } from '../../components/status/foreignText.ts'
import classes from './SelectionBar.module.css'

interface SelectionBarProps {
  snapshot: FleetSnapshot
  keys: ReadonlySet<string>
  onClear: () => void
}

/** What the selected processes have together, and what they have in common. */
export function SelectionBar({ snapshot, keys, onClear }: SelectionBarProps) {
  const totals = useMemo(() => selectionTotals(snapshot, keys), [snapshot, keys])
  const common = useMemo(
    () =>
      inCommon(
        totals.processes.map(({ region, deploymentId, exposedPort, startedAt }) => ({
          startedAt,
          region,
          deploymentId,
          host: exposedPort?.host ?? null,
        })),
      ),
    [totals],
  )
  const { connections, rooms, egress, egressKnown, openSlots, gone } = totals
  const listed = totals.processes.length
  const facts = [
    counted(connections, 'connection'),
    counted(rooms, 'room'),
    `${byteRate(egress)}${egressKnown < listed && egressKnown > 0 ? ` from ${egressKnown} of them` : ''}`,
    counted(openSlots, 'open slot'),
    ...(gone > 0 ? [`${count(gone)} no longer listed`] : []),
  ]
  return (
    <section className={classes.bar} aria-label="Selected processes">
      <b>{processes(keys.size)} selected</b>
      <span>{facts.join(' · ')}</span>
      {common.length > 0 && (
        <span className={classes.common}>
          in common:{' '}
          {common
            .map(
              ({ of, value, k, n }) => `${of} ${foreignText(of === 'region' ? regionName(value) : value)} ${k} of ${n}`,
            )
            .join(', ')}
        </span>
      )}
      <CopyButton text={[...keys].join('\n')} what="the selected IDs" />
      <Button look="link" className={classes.clear} onClick={onClear}>
        clear
      </Button>
    </section>
  )
}
