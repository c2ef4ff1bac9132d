import { exactly } from './numbers.ts'

/** A length of time in words: seconds to 90 s, then `4 min 10`, `3 h 12`, `2 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds <= 90) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) {
    const rest = seconds % 60
    return minutes < 10 && rest > 0 ? `${minutes} min ${String(rest).padStart(2, '0')}` : `${minutes} min`
  }
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 > 0 ? `${hours} h ${String(minutes % 60).padStart(2, '0')}` : `${hours} h`
  const days = Math.floor(hours / 24)
  return hours % 24 > 0 ? `${days} d ${hours % 24} h` : `${days} d`
}

/** In place of what is to come of old figures. */
export const UNKNOWN_WHILE_STALE = 'unknown: the feed is not fresh'

/** `1 room`, `3 rooms`, `12,000 connections`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${exactly(n)} ${n === 1 ? one : many}`
}

/** `812 processes` */
export const processes = (n: number): string => counted(n, 'process', 'processes')

/** A region as people write it. */
export const regionName = (region: string): string => region.replaceAll('_', ' ')
