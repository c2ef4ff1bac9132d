import { ForeignText } from '../../components/status/ForeignText.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import type { HealthReport } from '../../types/feed.ts'
import classes from './HealthPage.module.css'

type Counts = readonly (readonly [what: string, count: number])[]

/** How accepted rows differ from what was known; none of it costs a row. */
export function DriftPanel({ health }: { health: HealthReport }) {
  const parts: readonly [title: string, counts: Counts][] = [
    ['Unknown keys', health.unknownKeys],
    ['New values', health.newValues],
    ['Deprecated fields no longer sent', health.missingFields],
    ['Rows of another app', health.foreignApps],
  ]
  const seen = parts.filter(([, counts]) => counts.length > 0)
  return (
    <Panel title="Drift" aside="in the newest answer">
      {seen.length === 0 && <p className={classes.muted}>Every key and value is a known one.</p>}
      {seen.map(([title, counts]) => (
        <div key={title}>
          <h3 className={classes.sub}>{title}</h3>
          <ul className={classes.list}>
            {counts.map(([what, n]) => (
              <li key={what}>
                <code>
                  <ForeignText text={what} />
                </code>{' '}
                <span className={classes.muted}>{n} ×</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  )
}
