import { addEvent } from './events.ts'
import type { PollInHand } from './sightings.ts'
import type { EngineState } from './state.ts'

/** So many counters that begin anew in one poll are one event: a feed that counts anew would fill the timeline. */
const BURST = 5

/** Puts on record whose egress counters began anew in a poll. */
export function noteResets(state: EngineState, { at, resets }: PollInHand): void {
  const groups = [...resets].map(([processId, { key }]) => {
    const [region = '', deploymentId = ''] = key.split('\u0000')
    return { processId, region, deploymentId }
  })
  if (groups.length < BURST) {
    for (const group of groups) addEvent(state, { kind: 'counter reset', at, ...group })
    return
  }
  const common = (values: readonly string[]): string | null => (new Set(values).size === 1 ? (values[0] ?? null) : null)
  addEvent(state, {
    kind: 'counter reset burst',
    at,
    processes: groups.length,
    region: common(groups.map(({ region }) => region)),
    deploymentId: common(groups.map(({ deploymentId }) => deploymentId)),
  })
}
