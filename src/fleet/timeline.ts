import type { FleetEvent, TimelineKind } from '../types/fleet.ts'
import { isUnresolved } from './ending.ts'
import { eventWords } from './eventWords.ts'
import { regionName } from './words.ts'

/** One line of the timeline. Times are feed time, epoch ms. */
export interface TimelineItem {
  key: string
  at: number
  kind: TimelineKind
  words: string
  processId: string | null
  region: string | null
  deploymentId: string | null
}

/** What is filtered by; empty lists mean all. */
export interface TimelineFilter {
  kinds: readonly TimelineKind[]
  regions: readonly string[]
  deployments: readonly string[]
  /** Looked for in words, IDs and region names, whatever their case. */
  text: string
  /** Epoch ms; both ends belong to it. */
  from: number
  to: number
}

function kindOf(event: FleetEvent): TimelineKind {
  switch (event.kind) {
    case 'process ended':
      if (event.lost) return 'lost'
      return event.withdrawn || isUnresolved(event) ? 'missing' : 'ended'
    case 'drain seen':
      return 'drain'
    case 'deployment first seen':
      return 'deployment'
    case 'counter reset':
    case 'counter reset burst':
      return 'reset'
    case 'alert':
      return 'alert'
    case 'feed gap':
    case 'list dropped':
      return 'feed'
  }
}

/** Events and notes as one timeline, newest first. */
export function timelineOf(
  events: readonly FleetEvent[],
  notes: readonly { id: string; at: number; words: string }[],
): TimelineItem[] {
  const seen = events.map((event): TimelineItem => ({
    key: `event ${event.id}`,
    at: event.at,
    kind: kindOf(event),
    words: eventWords(event),
    processId: 'processId' in event ? event.processId : null,
    region: 'region' in event ? (event.region ?? null) : null,
    deploymentId: 'deploymentId' in event ? event.deploymentId : null,
  }))
  const written = notes.map(({ id, at, words }): TimelineItem => ({
    key: `note ${id}`,
    at,
    kind: 'note',
    words,
    processId: null,
    region: null,
    deploymentId: null,
  }))
  return [...seen, ...written].toReversed().toSorted((a, b) => b.at - a.at)
}

/** An event of the whole feed, and a note, belong to every region. */
const isOf = (chosen: readonly string[], value: string | null): boolean =>
  chosen.length === 0 || value === null || chosen.includes(value)

function says(item: TimelineItem, text: string): boolean {
  if (text === '') return true
  const { words, processId, region, deploymentId } = item
  const all = [words, processId, region, region && regionName(region), deploymentId]
  return all.some((one) => one?.toLowerCase().includes(text) ?? false)
}

/** The items that the filter leaves, and how many of each kind its other choices leave. */
export function filterTimeline(
  items: readonly TimelineItem[],
  filter: TimelineFilter,
): { items: TimelineItem[]; counts: ReadonlyMap<TimelineKind, number> } {
  const text = filter.text.trim().toLowerCase()
  const others = items.filter(
    (item) =>
      item.at >= filter.from &&
      item.at <= filter.to &&
      isOf(filter.regions, item.region) &&
      isOf(filter.deployments, item.deploymentId) &&
      says(item, text),
  )
  const counts = new Map<TimelineKind, number>()
  for (const { kind } of others) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const { kinds } = filter
  return { items: kinds.length === 0 ? others : others.filter(({ kind }) => kinds.includes(kind)), counts }
}

/** What Markdown would read as its own; a line stays a line. */
const plain = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|!~]/g, (sign) => `\\${sign}`).replaceAll(/\s+/g, ' ')

/** The timeline for a post-mortem: oldest first, times in UTC, whatever zone the page shows. */
export function timelineMarkdown(items: readonly TimelineItem[], heading: string): string {
  const lines = items.toReversed().map(({ at, kind, words, processId, region, deploymentId }) => {
    const of = [
      processId && `process ${processId}`,
      region && regionName(region),
      deploymentId && `deployment ${deploymentId}`,
    ]
    const known = of.filter((one) => one !== null && one !== '')
    const about = known.length === 0 ? '' : ` (${plain(known.join(', '))})`
    const said = kind === 'note' ? `**Note:** ${plain(words)}` : plain(words)
    return `- ${new Date(at)
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z/, 'Z')} ${said}${about}`
  })
  return [`## ${plain(heading)}`, '', ...(lines.length === 0 ? ['Nothing seen.'] : lines), ''].join('\n')
}
