import { memo } from 'react'
import { sparkPath, type Spark } from './sparkPath.ts'
import classes from './Sparkline.module.css'

interface SparklineProps extends Spark {
  width?: number
  height?: number
}

const SIZE = { width: 80, height: 16 }

/** No line: what a place for one begins with. */
export const NO_SPARK: Spark = { times: [], values: [], from: 0, to: 0, top: 0 }

/** Writes a line into a `Sparkline` past React, for another one only; React must give it the same props ever after. */
export function writeSparkline(element: Element, line: Spark): void {
  const path = element.firstElementChild
  const d = sparkPath(line, SIZE)
  if (path && path.getAttribute('d') !== d) path.setAttribute('d', d)
}

/**
 * A line without axes, gaps left open, drawn again for other values only; all sparklines of a column share one scale.
 * Decoration: the figure beside it says the value.
 */
export const Sparkline = memo(function Sparkline({
  width = SIZE.width,
  height = SIZE.height,
  ...line
}: SparklineProps) {
  return (
    <svg className={classes.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={sparkPath(line, { width, height })} vectorEffect="non-scaling-stroke" />
    </svg>
  )
})
