import { Menu } from '@mantine/core'
import type { ComponentProps, ReactElement } from 'react'
import { OpenMenu } from '../../components/controls/OpenMenu.tsx'
import { saveText } from '../../view/saveText.ts'
import { chartCsv } from './chartCsv.ts'

/** What a chart shows at a moment. */
export interface ShownChart {
  /** What its values are, with their unit: `egress (bytes per second)`. */
  metric: string
  times: readonly number[]
  lines: readonly { name: string; values: readonly number[] }[]
}

interface ChartMenuOpenProps {
  renderButton: (props: ComponentProps<'button'>) => ReactElement
  /** Asked for when it is needed. */
  chart: () => ShownChart
  asTable: boolean
  onTable: () => void
}

/** A chart as a table, or as a file. */
export function ChartMenuOpen({ renderButton, chart, asTable, onTable }: ChartMenuOpenProps) {
  const save = (): void => {
    const { metric, times, lines } = chart()
    saveText(metric.split(' (')[0]?.replaceAll(' ', '-') ?? 'chart', 'csv', chartCsv(metric, times, lines))
  }
  return (
    <OpenMenu renderButton={renderButton}>
      <Menu.CheckboxItem checked={asTable} closeMenuOnClick onChange={onTable}>
        Show as table
      </Menu.CheckboxItem>
      <Menu.Item onClick={save}>Save as CSV</Menu.Item>
    </OpenMenu>
  )
}
