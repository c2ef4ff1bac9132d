import { compareNatural } from '../fleet/natural.ts'
import { addRow, emptyTotals } from '../fleet/totals.ts'
import { LIFECYCLES, type Totals } from '../types/fleet.ts'
import { NO_CODE, type Coded, type FleetSnapshot } from '../types/snapshot.ts'

/** What the viewer asks for; empty lists ask for all. */
export interface Filter {
  regions: readonly string[]
  statuses: readonly string[]
  deployments: readonly string[]
  hosts: readonly string[]
  attention: boolean
}

export interface FacetCounts {
  /** Deployment → listed processes, newest first. */
  deployments: readonly (readonly [string, number])[]
  statuses: ReadonlyMap<string, number>
  attention: number
}

/** A row fails a choice when its bit is set. Whatever fails one choice alone still counts among that one's others. */
const REGION = 1
const STATUS = 2
const DEPLOYMENT = 4
const HOST = 8
const ATTENTION = 16

/** Attention from here on is what "needs attention" shows. */
const LEAST_ATTENTION = 2

/** By code, 0 for a text that the choice allows and `bit` for the others; null when it allows all. */
function failing(coded: Coded, choice: readonly string[], bit: number): Uint8Array | null {
  if (choice.length === 0) return null
  const fails = new Uint8Array(coded.names.length).fill(bit)
  for (const text of choice) {
    const code = coded.codeOf.get(text)
    if (code !== undefined) fails[code] = 0
  }
  return fails
}

const failsBy = (fails: Uint8Array | null, bit: number, code: number | undefined): number =>
  fails === null ? 0 : code === undefined || code === NO_CODE ? bit : (fails[code] ?? bit)

type Fleet = Pick<FleetSnapshot, 'index' | 'columns'>

/** What a slot fails of a filter, as bits. */
function failsOf({ index, columns }: Fleet, filter: Filter): (slot: number) => number {
  const regions = failing(index.regions, filter.regions, REGION)
  const deployments = failing(index.deployments, filter.deployments, DEPLOYMENT)
  const hosts = failing(index.hosts, filter.hosts, HOST)
  const statuses = LIFECYCLES.map((name) =>
    filter.statuses.length === 0 || filter.statuses.includes(name) ? 0 : STATUS,
  )
  return (slot) =>
    failsBy(regions, REGION, index.regions.codes[slot]) |
    failsBy(deployments, DEPLOYMENT, index.deployments.codes[slot]) |
    failsBy(hosts, HOST, index.hosts.codes[slot]) |
    (statuses[columns.lifecycle[slot] ?? 0] ?? 0) |
    (filter.attention && !isUrgent(columns, slot) ? ATTENTION : 0)
}

const isUrgent = ({ attention }: Fleet['columns'], slot: number): boolean => (attention[slot] ?? 0) >= LEAST_ATTENTION

const asksForAll = ({ regions, statuses, deployments, hosts, attention }: Filter): boolean =>
  !attention && regions.length + statuses.length + deployments.length + hosts.length === 0

/** Slots that match, in the order of their IDs. */
export function selectSlots(fleet: Fleet, filter: Filter): Uint32Array {
  const { byId } = fleet.index
  if (asksForAll(filter)) return byId
  const fails = failsOf(fleet, filter)
  return keepIf(byId, (slot) => fails(slot) === 0)
}

/**
 * Of some slots those with the search text, in the same order: a key press sorts nothing.
 * @param texts by slot, 1 where the search text stands in the process; null while nothing is searched for.
 */
export const slotsWithText = (slots: Uint32Array, texts: Uint8Array | null): Uint32Array =>
  texts === null ? slots : keepIf(slots, (slot) => texts[slot] === 1)

function keepIf(slots: Uint32Array, keep: (slot: number) => boolean): Uint32Array {
  const kept = new Uint32Array(slots.length)
  let n = 0
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0
    if (keep(slot)) kept[n++] = slot
  }
  return kept.subarray(0, n)
}

/**
 * How many processes each choice would show, under the other choices in force. Chosen ones stay, at 0 if need be.
 * @param texts by slot, 1 where the search text stands in the process; null while nothing is searched for.
 */
export function countFacets(fleet: Fleet, filter: Filter, texts: Uint8Array | null): FacetCounts {
  const { index, columns } = fleet
  const { byId } = index
  const failsBits = failsOf(fleet, filter)
  const byDeployment = new Uint32Array(index.deployments.names.length)
  const byStatus = new Uint32Array(LIFECYCLES.length)
  let attention = 0
  for (let at = 0; at < byId.length; at++) {
    const slot = byId[at] ?? 0
    if (texts !== null && texts[slot] !== 1) continue
    const fails = failsBits(slot)
    const deployment = index.deployments.codes[slot] ?? NO_CODE
    const lifecycle = columns.lifecycle[slot] ?? 0
    if ((fails & ~DEPLOYMENT) === 0) byDeployment[deployment] = (byDeployment[deployment] ?? 0) + 1
    if ((fails & ~STATUS) === 0) byStatus[lifecycle] = (byStatus[lifecycle] ?? 0) + 1
    if ((fails & ~ATTENTION) === 0 && isUrgent(columns, slot)) attention += 1
  }
  return {
    deployments: countedNames(index.deployments, byDeployment, filter.deployments),
    statuses: new Map(LIFECYCLES.flatMap((name, code) => (byStatus[code] ? [[name, byStatus[code]]] : []))),
    attention,
  }
}

/**
 * The sums of each region over the processes that the other choices leave. What nobody keeps by them (room starts, losses)
 * is unknown.
 */
export function regionTotals(fleet: Fleet, filter: Filter, texts: Uint8Array | null): ReadonlyMap<string, Totals> {
  const { byId, regions, rows } = fleet.index
  const { columns } = fleet
  const failsBits = failsOf(fleet, { ...filter, regions: [] })
  const sums = regions.names.map((): Totals | null => null)
  for (let at = 0; at < byId.length; at++) {
    const slot = byId[at] ?? 0
    const region = regions.codes[slot] ?? NO_CODE
    const isOut = columns.held[slot] !== 0 || (texts !== null && texts[slot] !== 1)
    if (isOut || failsBits(slot) !== 0) continue
    const lifecycle = LIFECYCLES[columns.lifecycle[slot] ?? 0] ?? 'running'
    // What runs neither drains nor is coming: most rows, and to read them all takes ten times as long as the columns.
    const facts = lifecycle === 'running' ? null : rows[slot]
    addRow((sums[region] ??= emptyTotals()), {
      lifecycle,
      connections: columns.connections[slot] ?? 0,
      egressRate: columns.egressRate[slot] ?? Number.NaN,
      rooms: columns.rooms[slot] ?? 0,
      slotsAvailable: columns.slots[slot] ?? 0,
      roomsPerProcess: facts?.roomsPerProcess ?? 0,
      drains: facts?.draining ?? false,
    })
  }
  return new Map(sums.flatMap((totals, code) => (totals ? [[regions.names[code] ?? '', totals]] : [])))
}

/** Whether more is chosen than regions. */
export const isNarrowed = (filter: Filter, texts: Uint8Array | null): boolean =>
  filter.attention || texts !== null || filter.statuses.length + filter.deployments.length + filter.hosts.length > 0

/** Some host has more than one process: where each has its own, a host chooses no more than a process does. */
export const hasSharedHosts = ({ index }: Pick<FleetSnapshot, 'index'>): boolean =>
  index.hosts.counts.some((n) => n > 1)

const MOST_HOSTS = 50

/**
 * How many processes each shared host would show, under the other choices in force: most first, 50 at most. There may be
 * as many hosts as processes, so that they are counted only while somebody looks at them.
 * @param texts by slot, 1 where the search text stands in the process; null while nothing is searched for.
 */
export function countHosts(fleet: Fleet, filter: Filter, texts: Uint8Array | null): [string, number][] {
  const { byId, hosts } = fleet.index
  const failsBits = failsOf(fleet, { ...filter, hosts: [] })
  const shown = new Uint32Array(hosts.names.length)
  for (let at = 0; at < byId.length; at++) {
    const slot = byId[at] ?? 0
    const host = hosts.codes[slot] ?? NO_CODE
    if (host === NO_CODE || (texts !== null && texts[slot] !== 1) || failsBits(slot) !== 0) continue
    shown[host] = (shown[host] ?? 0) + 1
  }
  const shared: [string, number][] = []
  for (const [code, n] of shown.entries()) {
    const name = hosts.names[code]
    if (n > 0 && (hosts.counts[code] ?? 0) > 1 && typeof name === 'string') shared.push([name, n])
  }
  return shared.toSorted((a, b) => b[1] - a[1] || compareNatural(a[0], b[0])).slice(0, MOST_HOSTS)
}

function countedNames(coded: Coded, counts: Uint32Array, chosen: readonly string[]): [string, number][] {
  const named = new Map<string, number>(chosen.map((name) => [name, 0]))
  for (const [code, n] of counts.entries()) {
    const name = coded.names[code]
    if (n > 0 && typeof name === 'string') named.set(name, n)
  }
  return [...named].toSorted((a, b) => compareNatural(b[0], a[0]))
}
