import { compareNatural } from '../fleet/natural.ts'
import { LIFECYCLES } from '../types/fleet.ts'
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

export interface Selection {
  /** Slots that match, in the order of their IDs. */
  slots: Uint32Array
  /** How many processes each choice would show, under the other choices in force. Chosen ones stay, at 0 if need be. */
  facets: FacetCounts
}

/** A row fails a choice when its bit is set. Whatever fails one choice alone still counts among that one's others. */
const REGION = 1
const STATUS = 2
const DEPLOYMENT = 4
const HOST = 8
const ATTENTION = 16
const TEXT = 32

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

/**
 * One pass over the fleet: what matches, and the counts of the choices.
 * @param texts by slot, 1 where the search text stands in the process; null while nothing is searched for.
 */
export function selectSlots(
  { index, columns }: Pick<FleetSnapshot, 'index' | 'columns'>,
  filter: Filter,
  texts: Uint8Array | null,
): Selection {
  const { byId } = index
  const regions = failing(index.regions, filter.regions, REGION)
  const deployments = failing(index.deployments, filter.deployments, DEPLOYMENT)
  const hosts = failing(index.hosts, filter.hosts, HOST)
  const statuses = LIFECYCLES.map((name) =>
    filter.statuses.length === 0 || filter.statuses.includes(name) ? 0 : STATUS,
  )
  const byDeployment = new Uint32Array(index.deployments.names.length)
  const byStatus = new Uint32Array(LIFECYCLES.length)
  const slots = new Uint32Array(byId.length)
  let [matching, attention] = [0, 0]
  for (let at = 0; at < byId.length; at++) {
    const slot = byId[at] ?? 0
    const lifecycle = columns.lifecycle[slot] ?? 0
    const deployment = index.deployments.codes[slot] ?? NO_CODE
    const urgent = (columns.attention[slot] ?? 0) >= LEAST_ATTENTION
    const fails =
      failsBy(regions, REGION, index.regions.codes[slot]) |
      failsBy(deployments, DEPLOYMENT, deployment) |
      failsBy(hosts, HOST, index.hosts.codes[slot]) |
      (statuses[lifecycle] ?? 0) |
      (filter.attention && !urgent ? ATTENTION : 0) |
      (texts !== null && texts[slot] !== 1 ? TEXT : 0)
    if (fails === 0) slots[matching++] = slot
    if ((fails & ~DEPLOYMENT) === 0) byDeployment[deployment] = (byDeployment[deployment] ?? 0) + 1
    if ((fails & ~STATUS) === 0) byStatus[lifecycle] = (byStatus[lifecycle] ?? 0) + 1
    if ((fails & ~ATTENTION) === 0 && urgent) attention += 1
  }
  return {
    slots: slots.slice(0, matching),
    facets: {
      deployments: countedNames(index.deployments, byDeployment, filter.deployments),
      statuses: new Map(LIFECYCLES.flatMap((name, code) => (byStatus[code] ? [[name, byStatus[code]]] : []))),
      attention,
    },
  }
}

function countedNames(coded: Coded, counts: Uint32Array, chosen: readonly string[]): [string, number][] {
  const named = new Map<string, number>(chosen.map((name) => [name, 0]))
  for (const [code, n] of counts.entries()) {
    const name = coded.names[code]
    if (n > 0 && typeof name === 'string') named.set(name, n)
  }
  return [...named].toSorted((a, b) => compareNatural(b[0], a[0]))
}
