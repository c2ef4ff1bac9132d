import { Panel } from '../../components/layout/Panel.tsx'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { counted } from '../../fleet/words.ts'
import type { Contradiction, ContradictionKind } from '../../types/feed.ts'
import { ProcessLink } from '../../widgets/ProcessLink.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import classes from './HealthPage.module.css'

const MOST = 5

/** What rows say of themselves that cannot be, with what shows it: one of the numbers on screen is wrong. */
export function ContradictionPanel({ contradictions }: { contradictions: readonly Contradiction[] }) {
  const byKind = new Map<ContradictionKind, Contradiction[]>()
  for (const one of contradictions) byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one])
  return (
    <Panel title="Contradictions" aside={contradictions.length === 0 ? 'none' : counted(contradictions.length, 'row')}>
      {byKind.size === 0 && <p className={classes.muted}>No row says of itself what cannot be.</p>}
      {[...byKind].map(([kind, all]) => (
        <div key={kind}>
          <h3 className={classes.sub}>{kind}</h3>
          <ul className={classes.list}>
            {all.slice(0, MOST).map(({ processId, evidence, since }) => (
              <li key={processId}>
                <ProcessLink processId={processId} />{' '}
                <span className={classes.muted}>
                  <ForeignText text={evidence} />, since <TimeText at={since} />
                </span>
              </li>
            ))}
            {all.length > MOST && <li className={classes.muted}>and {all.length - MOST} more</li>}
          </ul>
        </div>
      ))}
    </Panel>
  )
}
