import type { FleetEvent } from '../types/fleet.ts'
import { counted, duration, processes, regionName } from './words.ts'

/** Why there are no data when nobody asked for any. */
export const NOT_POLLING = 'not polling'
/** Why there are none of the time between two visits. */
export const NOT_OPEN = 'this page was not open'
/** The feed's clock was put forward: what lies between was no time, or nobody watched it. */
export const CLOCK_AHEAD = 'the feed’s clock went ahead of this computer’s'
/** It was put right by going back; what was asked for until that was certain counts for nothing. */
export const CLOCK_BACK = 'the feed’s clock was set back'
const NO_FAILURE: ReadonlySet<string> = new Set([NOT_POLLING, NOT_OPEN, CLOCK_AHEAD, CLOCK_BACK])

/** Data were asked for and did not come. */
export const isFeedFailure = (event: FleetEvent): boolean => event.kind === 'feed gap' && !NO_FAILURE.has(event.reason)

const listOf = ({ region }: { region?: string }): string =>
  region === undefined ? 'the list' : `the list of ${regionName(region)}`

/** An event in one line of words, without its time. */
export function eventWords(event: FleetEvent): string {
  switch (event.kind) {
    case 'deployment first seen':
      return `deployment ${event.deploymentId} first seen`
    case 'drain seen':
      return `draining, with ${counted(event.rooms, 'room')} and ${counted(event.connections, 'connection')}`
    case 'process ended':
      return event.lost ? `lost with connections: ${event.reason}` : event.reason
    case 'alert':
      return `${event.on ? event.rule : `over: ${event.rule}`}: ${event.words}`
    case 'counter reset':
      return 'egress counter began anew'
    case 'counter reset burst':
      return `egress counters of ${processes(event.processes)} began anew`
    case 'feed gap':
      return `no data for ${duration(event.at - event.from)}: ${event.reason}`
    case 'list dropped':
      return `${listOf(event)} dropped from ${event.before} to ${event.after} processes`
  }
}
