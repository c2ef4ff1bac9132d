import { useId, type ReactNode } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  title: ReactNode
  /** Beside the title, at its end. */
  aside?: ReactNode
  /** The heading is for assistive technology only. */
  quiet?: boolean
  flush?: boolean
  children: ReactNode
}

/** A titled part of a page. */
export function Panel({ title, aside, quiet = false, flush = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id} data-flush={flush}>
      <div className={quiet ? 'visuallyHidden' : classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside && <div className={classes.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  )
}
