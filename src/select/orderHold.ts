import type { FleetSnapshot } from '../types/snapshot.ts'
import { sameOrder } from './order.ts'

/** What an order is made by: the same object as long as the viewer chose nothing else. */
export interface OrderAsked {
  sort: object
  /** Changes when filter or search text do, and when the viewer asks for the order anew. */
  choice: object
}

export interface HeldOrder {
  order: Uint32Array
  /** Polls since the order was last what the sort says; 0 while it is. */
  behind: number
}

type Listed = Pick<FleetSnapshot, 'index' | 'seq'>

/**
 * Keeps rows where they are while somebody points at one: those that stay keep their places, those that left close up,
 * and new ones come last. What the viewer chooses takes effect at once.
 * @returns a function of the newest snapshot, the slots as the sort has them, and whether the order is held.
 */
export function createOrderHold(): (now: Listed, sorted: Uint32Array, asked: OrderAsked, held: boolean) => HeldOrder {
  let ids: string[] = []
  let shown: Uint32Array = new Uint32Array(0)
  let asked: OrderAsked | null = null
  let trueAt = 0
  let result: HeldOrder = { order: shown, behind: 0 }

  const idOf = ({ index }: Listed, slot: number): string => index.rows[slot]?.processId ?? ''

  return (now, sorted, wanted, held) => {
    const same = asked !== null && asked.sort === wanted.sort && asked.choice === wanted.choice
    asked = wanted
    if (!held || !same) {
      shown = sorted
      // IDs are only noted once they are needed.
      ids = []
      trueAt = now.seq
      result = { order: sorted, behind: 0 }
      return result
    }
    if (ids.length === 0) ids = Array.from(shown, (slot) => idOf(now, slot))
    const order = holdPlaces(now, sorted, shown, ids, idOf)
    if (sameOrder(order, sorted)) trueAt = now.seq
    if (!sameOrder(order, shown)) {
      shown = order
      ids = Array.from(order, (slot) => idOf(now, slot))
    }
    const behind = now.seq - trueAt
    if (result.order !== shown || result.behind !== behind) result = { order: shown, behind }
    return result
  }
}

function holdPlaces(
  now: Listed,
  sorted: Uint32Array,
  shown: Uint32Array,
  ids: readonly string[],
  idOf: (now: Listed, slot: number) => string,
): Uint32Array {
  const [ASKED, PLACED] = [1, 2]
  const marks = new Uint8Array(now.index.rows.length)
  for (const slot of sorted) marks[slot] = ASKED
  const order = new Uint32Array(sorted.length)
  let n = 0
  for (let at = 0; at < shown.length; at++) {
    const slot = shown[at] ?? 0
    // A slot may be another process's by now.
    if (marks[slot] !== ASKED || idOf(now, slot) !== ids[at]) continue
    marks[slot] = PLACED
    order[n++] = slot
  }
  for (const slot of sorted) if (marks[slot] === ASKED) order[n++] = slot
  return order
}
