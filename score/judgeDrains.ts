import { silenceChance } from '../src/fleet/agingRooms.ts'
import { emptiesIn, leftOf } from '../src/fleet/drainOutlook.ts'
import { ABANDONED_AFTER_MS, LINGERING_AFTER_MS, STALLED_AFTER_MS } from '../src/fleet/drainVerdict.ts'
import type { SurvivalCurve } from '../src/fleet/survivalCurves.ts'
import type { DrainVerdict } from '../src/types/fleet.ts'
import type { DrainStory, Said } from './drainStories.ts'
import { count, newTally, type Tally } from './tally.ts'

export const DRAIN_SHARES = [
  /** All there were: those that were never called empty while a room was on them. */
  'notEmptyEarly',
  /** Moving drains asked half-way: said anything; the range held the end; an end was named. */
  'estimated',
  'rangeHolds',
  'latestNamed',
  /** The oracle's own ranges. */
  'oracleHolds',
  /** Healthy drains that were called stalled. */
  'stalledWrongly',
  /** Sick ones, watched with rooms for 2 h or more, that were found: stalled, abandoned, or overdue and older than 99 %. */
  'sickFound',
  /** Ends that the feed showed for long enough: called empty within two polls. */
  'emptyInTime',
  /** Rooms that nobody is on, and connections without a room: found; and of those called so, how many were not. */
  'abandonedFound',
  'abandonedWrongly',
  'lingeringFound',
  'lingeringWrongly',
] as const
export const DRAIN_SAMPLES = [
  /** Width of the range over that of the oracle, which knows the law. */
  'width',
  /** After how long of silence it was called stalled, over when the oracle would have. */
  'stalledDelay',
] as const
export type DrainTally = Tally<(typeof DRAIN_SHARES)[number], (typeof DRAIN_SAMPLES)[number]>

const MINUTE = 60_000
const HALF = 0.5
const LONG_MS = 120 * MINUTE
const STALLED_CHANCE = 0.02
/** Gauges are up to a minute old, and a verdict may wait for the next poll or two. */
const LAG_MS = 75_000
const POLLS_TO_SAY = 2

/** @param oracle how long rooms of that world last in truth. */
export function judgeDrains(stories: readonly DrainStory[], oracle: SurvivalCurve): DrainTally {
  const tally = newTally(DRAIN_SHARES, DRAIN_SAMPLES)
  for (const story of stories) {
    const { said } = story
    count(tally.shares.notEmptyEarly, !said.some(({ verdict, ages }) => verdict === 'empty' && ages.length > 0))
    judgeEstimate(tally, story, oracle)
    judgeSilence(tally, story, oracle)
    judgeEmpty(tally, said)
    judgeState(tally, said, 'abandoned', ABANDONED_AFTER_MS, (one) => one.ages.length > 0 && one.connections === 0)
    judgeState(tally, said, 'lingering', LINGERING_AFTER_MS, (one) => one.ages.length === 0 && one.connections > 0)
  }
  return tally
}

/** What was said half-way between first sight and the end; null when it was over in a poll, or had no room left then. */
function halfWay({ said, emptyAt }: DrainStory): Said | null {
  const first = said[0]
  if (!first || emptyAt === null || first.ages.length === 0) return null
  const at = first.at + (emptyAt - first.at) * HALF
  return said.find((one) => one.at >= at && one.at < emptyAt && one.ages.length > 0) ?? null
}

const widthOf = ({ earliest, latest }: { earliest: number; latest: number | null }): number =>
  latest === null ? Number.NaN : latest - earliest

function judgeEstimate({ shares, samples }: DrainTally, story: DrainStory, oracle: SurvivalCurve): void {
  const asked = halfWay(story)
  if (asked === null || asked.verdict !== 'moving') return
  count(shares.estimated, !('none' in asked.empties))
  if ('none' in asked.empties) return
  const shown = leftOf(asked.empties, asked.at)
  const left = (story.emptyAt ?? 0) - asked.at
  count(shares.rangeHolds, shown.earliest <= left && left <= (shown.latest ?? Number.POSITIVE_INFINITY))
  count(shares.latestNamed, shown.latest !== null)
  const best = emptiesIn(asked.ages.map((age) => ({ age, curve: oracle })))
  if ('none' in best) return
  count(shares.oracleHolds, best.earliest <= left && left <= (best.latest ?? Number.POSITIVE_INFINITY))
  const ratio = widthOf(shown) / widthOf(best)
  if (!Number.isNaN(ratio)) samples.width.push(ratio)
}

function judgeSilence({ shares, samples }: DrainTally, { said, sick }: DrainStory, oracle: SurvivalCurve): void {
  const stalled = said.some(({ verdict }) => verdict === 'stalled')
  if (!sick) {
    count(shares.stalledWrongly, stalled)
    return
  }
  const last = said.findLast(({ ages }) => ages.length > 0)
  if (last === undefined || last.at - (said[0]?.at ?? 0) < LONG_MS) return
  const old = said.some(({ verdict, oldestOlderThan }) => verdict === 'overdue' && oldestOlderThan >= 0.99)
  count(shares.sickFound, stalled || old || said.some(({ verdict }) => verdict === 'abandoned'))
  const delay = stalledDelay(said, oracle)
  if (delay !== null) samples.stalledDelay.push(delay)
}

/** Of the silence in which it was called stalled: how long it had lasted, over how long one who knows would wait. */
function stalledDelay(said: readonly Said[], oracle: SurvivalCurve): number | null {
  let quietSince = said[0]?.at ?? 0
  let rooms = said[0]?.ages.length ?? 0
  let oracleMs: number | null = null
  for (const { at, ages, verdict } of said) {
    if (ages.length < rooms) [quietSince, oracleMs] = [at, null]
    rooms = ages.length
    const silentMs = at - quietSince
    const chance = silenceChance(
      ages.map((age) => ({ age, curve: oracle })),
      silentMs,
    )
    if (rooms > 0 && silentMs >= STALLED_AFTER_MS && chance < STALLED_CHANCE) oracleMs ??= silentMs
    if (verdict === 'stalled') return silentMs / (oracleMs ?? silentMs)
  }
  return null
}

/** Ends that the feed showed for so long that they had to be said: after how many polls they were. */
function judgeEmpty({ shares }: DrainTally, said: readonly Said[]): void {
  const shown = said.findIndex(({ shownEmpty }) => shownEmpty)
  const seen = shown < 0 ? [] : said.slice(shown, shown + POLLS_TO_SAY + 1)
  // It went, or a room came, before anything had to be said; a verdict that ranks before says what it is, too.
  if (seen.length <= POLLS_TO_SAY || !seen.every(({ shownEmpty }) => shownEmpty)) return
  count(
    shares.emptyInTime,
    seen.some(({ verdict }) => verdict === 'empty'),
  )
}

/** Verdicts that say the same and worse: what lingers for two hours is overdue. */
const WORSE: Readonly<Record<'abandoned' | 'lingering', readonly DrainVerdict[]>> = {
  abandoned: [],
  lingering: ['overdue', 'stopping with connections'],
}

/** A state of the world that lasted: whether it was found, and whether it was said while it was not so. */
function judgeState(
  { shares }: DrainTally,
  said: readonly Said[],
  name: 'abandoned' | 'lingering',
  afterMs: number,
  isSo: (one: Said) => boolean,
): void {
  let since: number | null = null
  let lasted = false
  let found = false
  let [ever, wrongly] = [false, false]
  for (const one of said) {
    since = isSo(one) ? (since ?? one.at) : null
    const ms = since === null ? 0 : one.at - since
    if (ms >= afterMs + LAG_MS) lasted = true
    if (isSo(one) && (one.verdict === name || WORSE[name].includes(one.verdict))) found = true
    if (one.verdict !== name) continue
    ever = true
    // What went over a moment ago may still be said; what never was may not.
    if (!said.some((other) => Math.abs(other.at - one.at) <= LAG_MS && isSo(other))) wrongly = true
  }
  if (lasted) count(shares[`${name}Found`], found)
  if (ever) count(shares[`${name}Wrongly`], wrongly)
}
