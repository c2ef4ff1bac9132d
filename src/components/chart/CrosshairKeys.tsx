import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { nearest } from './chartData.ts'
import type { DrawnLine } from './ChartLines.tsx'
import classes from './TimeChart.module.css'

interface CrosshairKeysProps {
  label: string
  times: readonly number[]
  lines: readonly DrawnLine[]
  cursor: number | null
  onCursor: (at: number | null) => void
  format: (value: number) => string
  formatTime: (at: number) => string
  children: ReactNode
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }

/**
 * The crosshair by keyboard: a slider over the chart's times that speaks the values it stands on. It stays at its time
 * while polls go on, so that nothing is spoken but what was asked for.
 */
export function CrosshairKeys(props: CrosshairKeysProps) {
  const { label, times, lines, cursor, onCursor, format, formatTime, children } = props
  const [focused, setFocused] = useState(false)
  const last = times.length - 1
  const at = cursor === null ? last : nearest(times, cursor)
  const go = (index: number): void => onCursor(times[Math.min(Math.max(index, 0), last)] ?? null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step !== undefined) go(at + step)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(last)
    else if (event.key === 'Escape' && cursor !== null) onCursor(null)
    else return
    event.preventDefault()
  }
  const words = (): string =>
    last < 0
      ? 'no value yet'
      : [
          formatTime(times[at] ?? 0),
          ...lines.map(({ values, look }) => `${look.name} ${format(values[at] ?? Number.NaN)}`),
        ].join(', ')
  return (
    <div
      className={classes.plot}
      role="slider"
      tabIndex={0}
      aria-label={`${label}, crosshair`}
      aria-valuemin={0}
      aria-valuemax={Math.max(last, 0)}
      aria-valuenow={Math.max(at, 0)}
      aria-valuetext={focused ? words() : 'arrow keys move it'}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        setFocused(true)
        // A press of the pointer moves it by itself.
        if (cursor === null && event.currentTarget.matches(':focus-visible')) go(last)
      }}
      onBlur={() => {
        setFocused(false)
        onCursor(null)
      }}
    >
      {children}
    </div>
  )
}
