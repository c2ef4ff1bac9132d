import { csvTable } from '../../view/export/csv.ts'

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)

/**
 * What a chart draws, as rows for a file: a time (ISO 8601, UTC) and a value per line; NaN where there is none.
 * @param metric what the values are, with their unit.
 */
const seriesRows = (
  metric: string,
  times: readonly number[],
  lines: readonly { name: string; values: readonly number[] }[],
): (string | number | null)[][] => [
  ['time', ...lines.map(({ name }) => `${name}: ${metric}`)],
  ...times.map((at, index) => [new Date(at).toISOString(), ...lines.map(({ values }) => known(values[index]))]),
]

/** The same as a CSV file: a gap is an empty cell, never 0. */
export const chartCsv = (...of: Parameters<typeof seriesRows>): string => csvTable(seriesRows(...of))
