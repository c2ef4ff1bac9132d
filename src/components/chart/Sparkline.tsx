import { memo } from 'react'
import { sparkPath } from './sparkPath.ts'
import classes from './Sparkline.module.css'

interface SparklineProps {
  values: readonly number[]
  /** Top of the scale; all sparklines of a column share one, and it begins at 0. */
  top: number
  /** How much of the window was watched, 0–1: the values fill that part of it. */
  share?: number
  width?: number
  height?: number
}

const SIZE = { width: 80, height: 16 }

/** Writes a line into a `Sparkline` past React, for other values only; React must give it the same props ever after. */
export function writeSparkline(element: Element, line: Omit<SparklineProps, 'width' | 'height'>): void {
  const path = element.firstElementChild
  const d = sparkPath(line.values, line.top, { ...SIZE, share: line.share ?? 1 })
  if (path && path.getAttribute('d') !== d) path.setAttribute('d', d)
}

/**
 * A line without axes, gaps left open, drawn again for other values only. Decoration: the figure beside it says the value.
 */
export const Sparkline = memo(function Sparkline({
  values,
  top,
  share = 1,
  width = SIZE.width,
  height = SIZE.height,
}: SparklineProps) {
  return (
    <svg className={classes.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={sparkPath(values, top, { width, height, share })} vectorEffect="non-scaling-stroke" />
    </svg>
  )
})
