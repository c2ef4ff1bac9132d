import type { Series, SeriesWindow } from '../../types/series.ts'

/** What the charts of one process share. */
export interface ChartSetting {
  window: SeriesWindow
  /** Since when there are values, where that is less than the window. */
  noteOf: (series: Series) => string | undefined
  /** The cursor, and how times are written. */
  frame: {
    formatTime: (at: number, spanMs: number) => string
    formatTick: (at: number, spanMs: number) => string
    cursor: number | null
    onCursor: (at: number | null) => void
    whole: boolean
  }
}
