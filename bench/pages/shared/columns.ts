import type { Flat } from './flat.ts'

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const one = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

export interface BenchColumn {
  key: keyof Flat
  label: string
  /** px */
  width: number
  text: (value: number | string) => string
}

const plain = (value: number | string): string => String(value)
const count = (value: number | string): string => whole.format(Number(value))
const upFor = (value: number | string): string => {
  const minutes = Math.floor(Number(value) / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** The eleven columns of every rival: those the app shows at first, a figure in the place of its sparkline. */
export const COLUMNS: readonly BenchColumn[] = [
  { key: 'lifecycle', label: 'Lifecycle', width: 92, text: plain },
  { key: 'id', label: 'Process', width: 100, text: (value) => String(value).slice(-6) },
  { key: 'region', label: 'Region', width: 134, text: (value) => String(value).replaceAll('_', ' ') },
  { key: 'deployment', label: 'Deployment', width: 94, text: plain },
  { key: 'connections', label: 'Connections', width: 116, text: count },
  { key: 'egress', label: 'Egress', width: 88, text: (value) => `${one.format(Number(value) / 1e6)} MB/s` },
  { key: 'total', label: 'Total', width: 88, text: (value) => `${one.format(Number(value) / 1e12)} TB` },
  { key: 'rooms', label: 'Rooms', width: 108, text: (value) => `${value}/4` },
  { key: 'open', label: 'Open slots', width: 88, text: plain },
  { key: 'up', label: 'Up for', width: 88, text: upFor },
  { key: 'why', label: 'Why', width: 260, text: plain },
]

/** px; the app's table at 1440 × 900. */
export const TABLE_HEIGHT = 790
export const ROW_HEIGHT = 28
export const HEADER_HEIGHT = 26
/** Rows drawn beyond each edge. */
export const OVERSCAN = 8
