import type { ProcessFacts } from '../types/fleet.ts'
import type { Room } from '../types/room.ts'

/** Nobody types this, so that no search text reaches over two fields. */
const BETWEEN = '\u0000'

/** What is searched, by slot; null where a slot is free. */
export type TextIndex = (string | null)[]

/** Text of one slot, null when it is free now. */
export type SlotText = readonly [slot: number, text: string | null]

/** All of a process that can be searched for, in lower case: IDs, region, deployment, addresses, room configs. */
export function textOf(facts: ProcessFacts, rooms: readonly Room[]): string {
  const parts = [facts.processId, facts.region, facts.region.replaceAll('_', ' '), facts.deploymentId]
  if (facts.exposedPort) parts.push(`${facts.exposedPort.host}:${facts.exposedPort.port}`)
  for (const { host, port } of facts.additionalExposedPorts) parts.push(`${host}:${port}`)
  for (const { roomId, roomConfig } of rooms) {
    parts.push(roomId)
    if (roomConfig !== null) parts.push(roomConfig)
  }
  return parts.join(BETWEEN).toLowerCase()
}

/** A search text as it is looked for: plain text, in any case, without the blanks around it. */
export const needleOf = (text: string): string => text.trim().toLowerCase()

/**
 * By slot, 1 where the text stands. An empty one stands everywhere, one that reaches over two fields nowhere.
 * @param within where to look, by slot; absent: everywhere. Where a part of the text does not stand, the whole cannot.
 */
export function findText(index: TextIndex, needle: string, within?: Uint8Array): Uint8Array {
  const found = new Uint8Array(index.length)
  for (let slot = 0; slot < index.length; slot++) {
    if (within !== undefined && within[slot] !== 1) continue
    if (holds(index[slot], needle)) found[slot] = 1
  }
  return found
}

/** The one slot where a text stands; null when it stands in none or in several. */
export function onlySlot(bits: Uint8Array): number | null {
  const slot = bits.indexOf(1)
  return slot === -1 || bits.indexOf(1, slot + 1) !== -1 ? null : slot
}

/** Looks again at the slots named only; null when that changed nothing. */
export function findAgain(
  index: TextIndex,
  needle: string,
  before: Uint8Array,
  slots: Iterable<number>,
): Uint8Array | null {
  const now = new Uint8Array(index.length)
  now.set(before.subarray(0, index.length))
  let changed = now.length !== before.length
  for (const slot of slots) {
    const held = holds(index[slot], needle) ? 1 : 0
    if (now[slot] === held) continue
    now[slot] = held
    changed = true
  }
  return changed ? now : null
}

const holds = (text: string | null | undefined, needle: string): boolean =>
  typeof text === 'string' && text.includes(needle) && !needle.includes(BETWEEN)
