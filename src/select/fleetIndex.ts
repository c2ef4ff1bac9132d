import type { ProcessFacts } from '../types/fleet.ts'
import type { FleetIndex, SlotRow } from '../types/snapshot.ts'
import { newCoded, reserve, setText } from './coded.ts'
import { addEnding, removeEnding } from './shortId.ts'

export const newFleetIndex = (): FleetIndex => ({
  rows: [],
  slotOf: new Map(),
  byId: new Uint32Array(0),
  regions: newCoded(),
  deployments: newCoded(),
  hosts: newCoded(),
  endings: new Map(),
  texts: new Map(),
})

/** More would be names that come and go. */
const MOST_TEXTS = 10_000

/** Rows come from the worker each with copies of its own of what thousands say alike: 4 of 34 MB of the page at 50,000. */
function shareTexts({ texts }: FleetIndex, row: ProcessFacts): void {
  const share = <T extends string | null>(text: T): T => {
    if (text === null) return text
    const known = texts.get(text)
    if (known !== undefined) return known as T
    if (texts.size >= MOST_TEXTS) texts.clear()
    texts.set(text, text)
    return text
  }
  row.appId = share(row.appId)
  row.region = share(row.region)
  row.deploymentId = share(row.deploymentId)
  row.host = share(row.host)
  for (const port of [row.exposedPort, ...row.additionalExposedPorts]) {
    if (port === null) continue
    port.host = share(port.host)
    port.name = share(port.name)
    port.transportType = share(port.transportType)
  }
}

/**
 * Takes in what changed, in place: freed slots first, then new and changed rows. The cost is that of the rows named,
 * and one pass over the order of IDs when any came or went.
 * @param size how many slots there are.
 */
export function advanceIndex(
  index: FleetIndex,
  { size, changed, freed }: { size: number; changed: readonly SlotRow[]; freed: readonly number[] },
): void {
  for (const coded of [index.regions, index.deployments, index.hosts]) reserve(coded, size)
  while (index.rows.length < size) index.rows.push(null)
  const gone = new Set<number>()
  for (const slot of freed) if (forget(index, slot)) gone.add(slot)
  const came: number[] = []
  for (const [slot, row] of changed) {
    const before = index.rows[slot]
    if (before?.processId !== row.processId) {
      if (forget(index, slot)) gone.add(slot)
      came.push(slot)
      index.slotOf.set(row.processId, slot)
      addEnding(index.endings, row.processId)
    }
    shareTexts(index, row)
    index.rows[slot] = row
    setText(index.regions, slot, row.region)
    setText(index.deployments, slot, row.deploymentId)
    setText(index.hosts, slot, row.exposedPort?.host ?? null)
  }
  if (came.length > 0 || gone.size > 0) index.byId = mergeById(index, came, gone)
}

/** Takes the row off a slot; false when there was none. */
function forget(index: FleetIndex, slot: number): boolean {
  const row = index.rows[slot]
  if (!row) return false
  index.rows[slot] = null
  // A process that has another slot by now keeps that one.
  if (index.slotOf.get(row.processId) === slot) {
    index.slotOf.delete(row.processId)
    removeEnding(index.endings, row.processId)
  }
  for (const coded of [index.regions, index.deployments, index.hosts]) setText(coded, slot, null)
  return true
}

/** The order of IDs without the slots that went and with those that came, each found its place by halving. */
function mergeById(index: FleetIndex, came: readonly number[], gone: ReadonlySet<number>): Uint32Array {
  const idOf = (slot: number | undefined): string => (slot === undefined ? '' : (index.rows[slot]?.processId ?? ''))
  const kept = gone.size === 0 ? index.byId : index.byId.filter((slot) => !gone.has(slot))
  const added = came.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
  const merged = new Uint32Array(kept.length + added.length)
  let from = 0
  let at = 0
  for (const slot of added) {
    const to = placeOf(kept, from, idOf, idOf(slot))
    merged.set(kept.subarray(from, to), at)
    at += to - from
    merged[at] = slot
    at += 1
    from = to
  }
  merged.set(kept.subarray(from), at)
  return merged
}

/** The first place at or after `from` whose ID is not before `id`. */
function placeOf(sorted: Uint32Array, from: number, idOf: (slot: number | undefined) => string, id: string): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (idOf(sorted[middle]) < id) low = middle + 1
    else high = middle
  }
  return low
}
