import type { ReportFigures } from '../types/report.ts'

const GB = 1e9

/** What a process-hour and a GB sent cost; null where nobody said. */
export interface ReportPrices {
  pricePerHour: number | null
  pricePerGb: number | null
}

/** What a line costs, as far as there are prices; NaN without any. */
export function reportCost(
  { processHours, egress }: Pick<ReportFigures, 'processHours' | 'egress'>,
  { pricePerHour, pricePerGb }: ReportPrices,
): number {
  if (pricePerHour === null && pricePerGb === null) return Number.NaN
  return processHours * (pricePerHour ?? 0) + (egress / GB) * (pricePerGb ?? 0)
}

/** Events per 1,000 process-hours; NaN under one hour of them. */
export const perThousandHours = (events: number, hours: number): number =>
  hours < 1 ? Number.NaN : (events / hours) * 1000
