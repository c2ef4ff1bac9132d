import classes from './BarFigure.module.css'

interface BarFigureProps {
  /** The figure as read. */
  text: string
  /** 0–1 of the bar; NaN draws none. */
  share: number
  title?: string | undefined
}

/** A figure with its share as a bar: same place, same scale in every row. */
export function BarFigure({ text, share, title }: BarFigureProps) {
  const width = Number.isNaN(share) ? 0 : Math.min(Math.max(share, 0), 1) * 100
  return (
    <span className={classes.bar} title={title}>
      {text}
      <span className={classes.track} aria-hidden="true">
        <span className={classes.fill} style={{ width: `${width}%` }} />
      </span>
    </span>
  )
}
