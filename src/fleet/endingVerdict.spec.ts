import { expect, test } from 'vitest'
import { endingVerdict, type EndingEvidence } from './endingVerdict.ts'

const T = Date.UTC(2026, 2, 2, 12)
/** Died while a room and 14 connections were on it, all fresh. */
const died: EndingEvidence = {
  ending: 'died',
  rooms: 1,
  connections: 14,
  connectionsAt: T - 5000,
  connectionsFresh: true,
  lastSeenAt: T,
  told: false,
  endedAt: T + 6000,
  finalConnections: null,
  finalConnectionsAt: null,
  finalFresh: false,
  pollsUnseen: 1,
}

test.each<[title: string, over: Partial<EndingEvidence>, verdict: string, reason: string]>([
  ['still asking', { ending: 'asking' }, 'asking', 'asking how it ended'],
  ['died with connections', {}, 'lost', 'died, had 14 connections when last seen, 6 s before'],
  [
    'gone with connections',
    { ending: 'gone', endedAt: null },
    'lost',
    'gone, not in the stopped list, had 14 connections when last seen',
  ],
  [
    'a gauge of 30 s counts',
    { connectionsAt: T - 30_000 },
    'lost',
    'died, had 14 connections when last seen, 6 s before',
  ],
  [
    'an older one proves nothing',
    { connectionsAt: T - 30_001 },
    'unseen',
    'ended unseen, last seen with 14 connections; died',
  ],
  ['an undated one neither', { connectionsAt: null }, 'unseen', 'ended unseen, last seen with 14 connections; died'],
  ['two polls ago counts', { pollsUnseen: 2 }, 'lost', 'died, had 14 connections when last seen, 6 s before'],
  ['three do not', { pollsUnseen: 3 }, 'unseen', 'ended unseen, last seen with 14 connections; died'],
  [
    'over a gap',
    { pollsUnseen: Number.POSITIVE_INFINITY },
    'unseen',
    'ended unseen, last seen with 14 connections; died',
  ],
  ['without a room', { rooms: 0 }, 'unseen', 'ended unseen, last seen with 14 connections; died'],
  ['nobody was on', { connections: 0 }, 'ended', 'died'],
  [
    'a zero that was not counted again, with a room',
    { connections: 0, connectionsAt: T - 360_000, connectionsFresh: false },
    'unseen',
    'ended unseen with 1 room, connections last measured 6 min before; died',
  ],
  [
    'the same, undated',
    { connections: 0, connectionsAt: null, connectionsFresh: false },
    'unseen',
    'ended unseen with 1 room, nobody says when its connections were measured; died',
  ],
  ['without a room nobody was on', { connections: 0, rooms: 0, connectionsFresh: false }, 'ended', 'died'],
  ['nobody was on, nobody confirms', { connections: 0, ending: 'unconfirmed' }, 'unseen', 'missing, not confirmed'],
  [
    'not confirmed is not lost',
    { ending: 'unconfirmed' },
    'unseen',
    'ended unseen, last seen with 14 connections; missing, not confirmed',
  ],
  ['told to stop', { ending: 'told to stop' }, 'ended', 'told to stop'],
  [
    'told to stop when last listed, then gone',
    { ending: 'gone', told: true },
    'ended',
    'told to stop, gone, not in the stopped list',
  ],
  [
    'exits at match end are told to stop, lagging gauge or not',
    { ending: 'told to stop', finalConnections: 14, finalConnectionsAt: T, finalFresh: true },
    'ended',
    'told to stop',
  ],
  ['never started', { ending: 'never started', connections: 0 }, 'ended', 'never started'],
  [
    'the stopped list counted some',
    { rooms: 0, connections: 0, finalConnections: 3, finalConnectionsAt: T, finalFresh: true },
    'lost',
    'died, had 3 connections at the last count',
  ],
  [
    'a stale last count proves nothing',
    { rooms: 0, connections: 0, finalConnections: 3, finalConnectionsAt: T - 9e6 },
    'ended',
    'died',
  ],
  [
    'counted none after we saw some: they had left',
    { finalConnections: 0, finalConnectionsAt: T + 2000, finalFresh: true },
    'ended',
    'died, nobody connected at the last count',
  ],
  [
    'a zero dated by the end itself proves nothing',
    { finalConnections: 0, finalConnectionsAt: T + 6000, finalFresh: true },
    'lost',
    'died, had 14 connections when last seen, 6 s before',
  ],
  [
    'a zero older than what we saw neither',
    { finalConnections: 0, finalConnectionsAt: T - 5000, finalFresh: true },
    'lost',
    'died, had 14 connections when last seen, 6 s before',
  ],
])('%s', (_title, over, verdict, reason) => {
  expect(endingVerdict({ ...died, ...over })).toEqual({ verdict, reason })
})
