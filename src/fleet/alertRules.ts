import type { AlertRule } from '../types/alerts.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** How long a rule must hold before it fires, in how many polls at least, and what it is, in words. */
export interface AlertRuleFacts {
  forMs: number
  polls: number
  /** When it fires, as it is said on the page. */
  fires: string
  /** What is not taken for it. */
  not: string
}

const LEAST_POLLS = 3

/** The rules as they are by default (docs/meaning.md, "Alerts"). */
export const ALERT_RULE_FACTS: Readonly<Record<AlertRule, AlertRuleFacts>> = {
  'feed blind': {
    forMs: 0,
    polls: 1,
    fires: 'no good answer for 15 s; a page from 60 s on',
    not: 'this computer being offline or asleep',
  },
  'feed frozen': {
    forMs: 0,
    polls: LEAST_POLLS,
    fires: 'answers come, but nothing in them moved for 60 s, with more than 50 connections on',
    not: 'a quiet fleet',
  },
  'region gone': {
    forMs: 0,
    polls: 2,
    fires:
      'a region does not answer for 15 s, a page from 60 s on; or 3 busy processes or 50 connections, and a fifth of it, are missing at once and nobody says that they ended',
    not: 'the last process of a region that is reaped, a list that is cut',
  },
  'lost with connections': {
    forMs: 0,
    polls: 1,
    fires: 'a process was lost with connections on; a page from 3 processes or 50 connections within 2 min on',
    not: 'processes that were told to stop or ended with their match',
  },
  'connections fell': {
    forMs: MINUTE,
    polls: LEAST_POLLS,
    fires:
      'connections are under the median of 5 to 10 min ago by more than 20 %, 50, and 5 √n, and under what is normal',
    not: 'one match that ends, rows that are missing; without a normal it is no page',
  },
  'room starts stopped': {
    forMs: 0,
    polls: LEAST_POLLS,
    fires:
      'rooms start at under 15 % of the rate of the 15 min before for 3 min, where 5 a minute are usual, or at under half of it beyond chance',
    not: 'fewer than that by chance, once in 10,000',
  },
  'no open slots': {
    forMs: MINUTE,
    polls: LEAST_POLLS,
    fires: 'a region has no open slot for 60 s while rooms start',
    not: 'a region that is scaled to nothing',
  },
  'open slots low': {
    forMs: 2 * MINUTE,
    polls: LEAST_POLLS,
    fires: 'open slots are under the reorder point for 2 min, and what is coming does not lift them above',
    not: 'slots on drains',
  },
  'starts failed': {
    forMs: 0,
    polls: 1,
    fires:
      '3 processes in 10 min never came up, and three times as many as on the day; a page when 3 and nearly all are of one deployment',
    not: 'a start that is slow',
  },
  'processes died': {
    forMs: 0,
    polls: 1,
    fires:
      '3 processes in 10 min ended without having been told, and three times as many as on the day; a page when 3 and nearly all are of one deployment',
    not: 'processes that were reaped',
  },
  'starting overdue': {
    forMs: 0,
    polls: LEAST_POLLS,
    fires:
      'a process starts for longer than 100 s and three times what 95 in 100 take; a page from 5 or half of the starts on',
    not: 'a clock that is off',
  },
  drains: {
    forMs: 0,
    polls: LEAST_POLLS,
    fires: 'a wave has drains that are stalled or overdue; abandoned ones for an hour',
    not: 'drains whose rooms last long as rooms do',
  },
  'connection surge': {
    forMs: MINUTE,
    polls: LEAST_POLLS,
    fires: 'connections rose by half and by 200 within 5 min while rooms did not, above what is normal',
    not: 'a push that fills rooms, too',
  },
  'egress per connection': {
    forMs: 5 * MINUTE,
    polls: LEAST_POLLS,
    fires: 'a deployment with 200 connections sends 40 % more or less per connection than on the day, for 5 min',
    not: 'under 6 h of the day watched',
  },
  'counters stale': {
    forMs: 2 * MINUTE,
    polls: LEAST_POLLS,
    fires:
      'the counters of more than 5 % of connections are old for 2 min, where counters are a heartbeat; all of them stand still, where they move on change',
    not: 'one counter that moves on change and stands still',
  },
  'rows rejected': {
    forMs: 0,
    polls: LEAST_POLLS,
    fires: 'rows can’t be read; a warning over 1 % of them',
    not: 'unknown keys',
  },
  contradiction: {
    forMs: 0,
    polls: 1,
    fires: 'a row says of itself what cannot be, for three polls; Data health shows what',
    not: 'parts of a row that were measured at different times',
  },
}

/** Under this share of its threshold a rule is clear; between, it neither fires nor clears. */
export const CLEAR_SHARE = 0.8

/** @param value against the threshold, in the same unit; NaN is unknown. */
export function levelOf(value: number, threshold: number): 'on' | 'near' | 'off' | 'unknown' {
  if (Number.isNaN(value)) return 'unknown'
  if (value >= threshold) return 'on'
  return value > threshold * CLEAR_SHARE ? 'near' : 'off'
}
