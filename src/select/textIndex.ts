import type { ProcessFacts } from '../types/fleet.ts'
import type { Room } from '../types/room.ts'
import { addPairs, dropPairs, isPair, slotsWithPairs, type PairIndex } from './pairIndex.ts'

/** Nobody types this, so that no search text reaches over two fields. */
const BETWEEN = '\u0000'

/** What is searched, by slot. */
export interface TextIndex {
  /** Null where a slot is free. */
  texts: (string | null)[]
  pairs: PairIndex
}

export const newTextIndex = (): TextIndex => ({ texts: [], pairs: [] })

/** Makes room for so many slots, the new ones free, in place. */
export function growTo({ texts }: TextIndex, size: number): void {
  while (texts.length < size) texts.push(null)
}

/** Makes a slot hold another text, in place; null for none. */
export function putText(index: TextIndex, slot: number, text: string | null): void {
  growTo(index, slot + 1)
  const before = index.texts[slot]
  if (typeof before === 'string') dropPairs(index.pairs, slot, before)
  if (text !== null) addPairs(index.pairs, slot, text)
  index.texts[slot] = text
}

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

/** Whether two texts of slots are of one process. */
export const isSameProcess = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.startsWith(b.slice(0, b.indexOf(BETWEEN) + 1))

/** A search text as it is looked for: plain text, in any case, without the blanks around it. */
export const needleOf = (text: string): string => text.trim().toLowerCase()

/**
 * By slot, 1 where the text stands. An empty one stands everywhere, one that reaches over two fields nowhere.
 * @param within where to look, by slot; absent: everywhere. Where a part of the text does not stand, the whole cannot.
 */
export function findText({ texts, pairs }: TextIndex, needle: string, within?: Uint8Array): Uint8Array {
  const found = new Uint8Array(texts.length)
  const known = isPair(needle)
  const look = (slot: number): void => {
    if (within !== undefined && within[slot] !== 1) return
    if (known || holds(texts[slot], needle)) found[slot] = 1
  }
  const candidates = slotsWithPairs(pairs, needle)
  if (candidates === null) for (let slot = 0; slot < texts.length; slot++) look(slot)
  else eachBit(candidates, look)
  return found
}

/** Calls for each bit that is set, the lowest first. */
export function eachBit(words: Uint32Array, call: (at: number) => void): void {
  for (const [at, word] of words.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) call(at * 32 + 31 - Math.clz32(rest & -rest))
  }
}

/** The one slot where a text stands; null when it stands in none or in several. */
export function onlySlot(bits: Uint8Array): number | null {
  const slot = bits.indexOf(1)
  return slot === -1 || bits.indexOf(1, slot + 1) !== -1 ? null : slot
}

/** Looks again at the slots named only; null when that changed nothing. */
export function findAgain(
  { texts }: TextIndex,
  needle: string,
  before: Uint8Array,
  slots: Iterable<number>,
): Uint8Array | null {
  const now = new Uint8Array(texts.length)
  now.set(before.subarray(0, texts.length))
  let changed = now.length !== before.length
  for (const slot of slots) {
    const held = holds(texts[slot], needle) ? 1 : 0
    if (now[slot] === held) continue
    now[slot] = held
    changed = true
  }
  return changed ? now : null
}

const holds = (text: string | null | undefined, needle: string): boolean =>
  typeof text === 'string' && text.includes(needle) && !needle.includes(BETWEEN)
