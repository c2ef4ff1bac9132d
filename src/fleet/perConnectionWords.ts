import type { PerConnection } from '../types/series.ts'
import { exactly } from './numbers.ts'
import { processes } from './words.ts'

const newest = ({ lines }: PerConnection, line: number): number => lines[line]?.values.at(-1) ?? Number.NaN

const timesOf = (times: number): string => {
  const shown = times < 10 ? times.toFixed(1) : exactly(times)
  return shown === '1.0' ? 'About the' : `${shown} times the`
}

/** What stands under the chart: the newest values against each other, and over how many processes. */
export function perConnectionWords(of: PerConnection): string {
  const { compared, looked, listed } = of
  const [own, median] = [newest(of, 0), newest(of, 1)]
  const among = looked < listed ? ` (${exactly(looked)} of its ${exactly(listed)} were looked at)` : ''
  const rule = `5 connections or more for 2 min${among}`
  if (Number.isNaN(median))
    return `No median: of its deployment, ${processes(compared)} had ${rule}; it takes 5 of them.`
  if (Number.isNaN(own)) {
    return `Said only of processes with ${rule}; the median is that of ${processes(compared)} of its deployment.`
  }
  if (median === 0)
    return `The median of ${processes(compared)} of its deployment is nothing sent, among those with ${rule}.`
  return `${timesOf(own / median)} median of ${processes(compared)} of its deployment, those with ${rule}.`
}
