import { counted } from './words.ts'
import type { DrainVerdict } from '../types/fleet.ts'

/** A drain as a stop would meet it. */
export interface Stoppable {
  verdict: DrainVerdict
  connections: number
  rooms: number
  /** Its gauge says what is now. */
  connectionsFresh: boolean
}

/**
 * Whom stopping these now would cut off, as far as the newest answer knows: a gauge that is old, or a row that was not
 * read whole, makes it a lower bound.
 */
export function stopWords(drains: readonly Stoppable[]): string {
  const sum = (of: (one: Stoppable) => number, some = drains): number => some.reduce((total, one) => total + of(one), 0)
  const connections = sum((one) => one.connections)
  const rooms = sum((one) => one.rooms)
  const unsure = drains.filter(({ verdict, connectionsFresh }) => verdict === 'unknown' || !connectionsFresh)
  const least = unsure.length > 0 ? 'at least ' : ''
  const cut = `A stop now would cut ${least}${counted(connections, 'connection')} in ${counted(rooms, 'room')}`
  const abandoned = drains.filter(({ verdict }) => verdict === 'abandoned')
  const empty = drains.filter(({ verdict }) => verdict === 'empty')
  return [
    cut,
    ...(abandoned.length > 0 && abandoned.length < drains.length ? [`none in the ${abandoned.length} abandoned`] : []),
    ...(empty.length > 0 && empty.length < drains.length ? [`none in the ${empty.length} empty`] : []),
    ...(unsure.length > 0 && unsure.length < drains.length ? [`${unsure.length} not known for sure`] : []),
  ].join('; ')
}
