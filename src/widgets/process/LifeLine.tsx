import { lifeSteps, type LifeStep, type LifeTimes } from '../../fleet/lifeSteps.ts'
import { startLimit } from '../../fleet/attention.ts'
import { duration } from '../../fleet/words.ts'
import { TimeText } from '../TimeText.tsx'
import classes from './LifeLine.module.css'

interface LifeLineProps {
  times: LifeTimes
  /** Feed time while it is listed, else null. */
  now: number | null
  startP95Ms: number | null
}

/** Its life so far: each step with its time and how long it lasted; a start that is overdue is marked. */
export function LifeLine({ times, now, startP95Ms }: LifeLineProps) {
  const steps = lifeSteps(times, now, startP95Ms)
  return (
    <ol className={classes.line} aria-label="Lifecycle so far">
      {steps.map((step) => (
        <li key={step.name} className={classes.step} data-open={step.open} data-overdue={step.overdue}>
          <span className={classes.name}>{step.name}</span>
          <span>
            <TimeText at={step.at} />
            {step.lastedMs !== null && <span className={classes.lasted}> {lasted(step)}</span>}
          </span>
          {step.overdue && (
            <span className={classes.overdue}>
              {step.open ? 'overdue' : 'late'}: a start may take {duration(startLimit(startP95Ms))}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

const lasted = ({ lastedMs, open }: LifeStep): string => `${duration(lastedMs ?? 0)}${open ? ' so far' : ''}`
