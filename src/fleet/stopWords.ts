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

/** Its gauge is old, or its row was not read whole: there may be more on it. */
export const isUnsure = ({ verdict, connectionsFresh }: Pick<Stoppable, 'verdict' | 'connectionsFresh'>): boolean =>
  verdict === 'unknown' || !connectionsFresh

/**
 * Whom stopping these now would cut off, as far as the newest answer knows: a gauge that is old, or a row that was not
 * read whole, makes it a lower bound. @param unlisted how many more are meant that no answer lists any more: they make it
 * one, too, and with nothing else nothing is said of a cut.
 */
export function stopWords(drains: readonly Stoppable[], unlisted = 0): string {
  const notKnown = unlisted > 0 ? [`${unlisted} not known: no longer listed`] : []
  if (drains.length === 0) return notKnown.join('')
  const sum = (of: (one: Stoppable) => number): number => drains.reduce((total, one) => total + of(one), 0)
  const connections = sum((one) => one.connections)
  const rooms = sum((one) => one.rooms)
  const unsure = drains.filter(isUnsure)
  const least = unsure.length + unlisted > 0 ? 'at least ' : ''
  const cut = `A stop now would cut ${least}${counted(connections, 'connection')} in ${counted(rooms, 'room')}`
  const abandoned = drains.filter(({ verdict }) => verdict === 'abandoned')
  const empty = drains.filter(({ verdict }) => verdict === 'empty')
  return [
    cut,
    ...(abandoned.length > 0 && abandoned.length < drains.length ? [`none in the ${abandoned.length} abandoned`] : []),
    ...(empty.length > 0 && empty.length < drains.length ? [`none in the ${empty.length} empty`] : []),
    ...(unsure.length > 0 && unsure.length < drains.length ? [`${unsure.length} not known for sure`] : []),
    ...notKnown,
  ].join('; ')
}
