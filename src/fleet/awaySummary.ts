import type { FleetEvent, FleetLink } from '../types/fleet.ts'
import type { AwayMark, BackMark } from './awayMarks.ts'
import { NOT_POLLING } from './eventWords.ts'
import { endsOf, type Ended } from './gone.ts'
import { exactly } from './numbers.ts'
import { counted, duration, processes, regionName } from './words.ts'

export interface AwayItem {
  words: string
  link: FleetLink
}

/** So many of a kind are named; the others are counted. */
const NAMED = 3
/** A region has moved when its connections did by a fifth, and by fifty. */
const MOVED = { share: 0.2, connections: 50 }

/**
 * What happened in between, worst first, each with where to see it: lost, gaps, regions that can't be compared,
 * deployments, ends, those missing, drains, starts, regions that moved.
 * @param events as they are known now.
 */
export function awayItems(mark: AwayMark, back: BackMark, events: readonly FleetEvent[]): AwayItem[] {
  const since = events.filter(({ id }) => id > mark.eventId && id <= back.eventId)
  const { lost, ended, missing } = endsOf(since)
  return [
    ...lostItems(lost),
    ...since.flatMap(gapItem),
    ...unsureItems(mark, back),
    ...deploymentItems(since),
    ...endedItem(ended),
    ...missingItem(missing.length),
    ...drainItem(since.filter((event) => event.kind === 'drain seen').length),
    ...startedItem(back),
    ...regionItems(mark, back),
  ]
}

function lostItems(lost: readonly Ended[]): AwayItem[] {
  const worst = lost.toSorted((a, b) => b.connections - a.connections)
  const rest = worst.slice(NAMED)
  const cut = rest.reduce((sum, { connections }) => sum + connections, 0)
  return [
    ...worst.slice(0, NAMED).map(({ processId, region, connections }): AwayItem => ({
      words: `lost with ${counted(connections, 'connection')} in ${regionName(region)}: ${processId}`,
      link: { to: 'process', processId },
    })),
    ...(rest.length === 0
      ? []
      : [
          {
            words: `${exactly(rest.length)} more lost, with ${counted(cut, 'connection')}`,
            link: { to: 'drains' } as const,
          },
        ]),
  ]
}

// That nobody asked while nobody looked is no news.
const gapItem = (event: FleetEvent): AwayItem[] =>
  event.kind === 'feed gap' && event.reason !== NOT_POLLING
    ? [{ words: `no data for ${duration(event.at - event.from)}: ${event.reason}`, link: { to: 'health' } }]
    : []

/** Of these nobody can say that nothing happened. */
function unsureItems(mark: AwayMark, back: BackMark): AwayItem[] {
  const again = [...mark.unsure.keys()].filter((region) => !back.unsure.has(region))
  return [
    ...firstRegions(
      [...back.unsure].map(([region, { words }]) => `${regionName(region)}: ${words}`),
      'not read in full',
    ),
    ...firstRegions(
      again.map((region) => `${regionName(region)}: read in full again`),
      'read in full again',
    ),
  ]
}

function firstRegions(words: readonly string[], rest: string): AwayItem[] {
  const more = words.length - NAMED
  const said = [...words.slice(0, NAMED), ...(more > 0 ? [`${counted(more, 'more region')} ${rest}`] : [])]
  return said.map((one) => ({ words: one, link: { to: 'health' } }))
}

function deploymentItems(since: readonly FleetEvent[]): AwayItem[] {
  const ids = new Set(since.flatMap((event) => (event.kind === 'deployment first seen' ? [event.deploymentId] : [])))
  return [...ids].map((deployment) => ({
    words: `deployment ${deployment} first seen`,
    link: { to: 'fleet', deployment },
  }))
}

function endedItem(ended: readonly Ended[]): AwayItem[] {
  if (ended.length === 0) return []
  const drains = ended.filter((event) => event.wasDraining).length
  const of =
    ended.length === 1
      ? drains === 1
        ? 'draining'
        : 'not draining'
      : `${drains === 0 ? 'none' : exactly(drains)} of them draining`
  const words = `${processes(ended.length)} ended, ${of}`
  return [{ words, link: { to: 'drains' } }]
}

const missingItem = (n: number): AwayItem[] =>
  n === 0 ? [] : [{ words: `${processes(n)} missing from the list, end not confirmed`, link: { to: 'events' } }]

const drainItem = (n: number): AwayItem[] =>
  n === 0 ? [] : [{ words: `${counted(n, 'drain')} began`, link: { to: 'drains' } }]

const startedItem = ({ started }: BackMark): AwayItem[] =>
  started === 0 ? [] : [{ words: `${processes(started)} started`, link: { to: 'fleet', sort: '-started' } }]

/** What was not read whole at either end would have moved by what was not read. */
function regionItems({ connections, unsure }: AwayMark, back: BackMark): AwayItem[] {
  return back.regions
    .filter(({ key }) => !unsure.has(key) && !back.unsure.has(key))
    .map(({ key, connections: after }) => {
      const before = connections.get(key) ?? 0
      return { key, before, after, by: Math.abs(after - before) }
    })
    .filter(({ before, by }) => by >= MOVED.connections && by >= before * MOVED.share)
    .toSorted((a, b) => b.by - a.by)
    .slice(0, NAMED)
    .map(({ key, before, after }) => {
      const share =
        before === 0 ? '' : ` (${after > before ? '+' : '−'}${Math.round((Math.abs(after - before) / before) * 100)} %)`
      return {
        words: `${regionName(key)} from ${exactly(before)} to ${counted(after, 'connection')}${share}`,
        link: { to: 'fleet', region: key },
      }
    })
}
