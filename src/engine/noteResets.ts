import { addEvent } from './events.ts'
import type { PollInHand } from './sightings.ts'
import type { EngineState } from './state.ts'

/** So many counters that begin anew in one poll are one event: a feed that counts anew would fill the timeline. */
const BURST = 5

/** Puts on record whose egress counters began anew in a poll. */
export function noteResets(state: EngineState, { at, resets }: PollInHand): void {
  const began = [...resets.keys()].flatMap((processId) => state.tracks.get(processId)?.facts ?? [])
  if (began.length < BURST) {
    for (const { processId, region, deploymentId } of began) {
      addEvent(state, { kind: 'counter reset', at, processId, region, deploymentId })
    }
    return
  }
  const common = (values: readonly string[]): string | null => (new Set(values).size === 1 ? (values[0] ?? null) : null)
  addEvent(state, {
    kind: 'counter reset burst',
    at,
    processes: began.length,
    region: common(began.map(({ region }) => region)),
    deploymentId: common(began.map(({ deploymentId }) => deploymentId)),
  })
}
