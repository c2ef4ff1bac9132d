import { emptiesIn, leftOf } from '../src/fleet/drainOutlook.ts'
import { quantile } from '../src/fleet/quantile.ts'
import type { SurvivalCurve } from '../src/fleet/roomSurvival.ts'
import type { DrainStory, Said } from './playDay.ts'

/** How often something held of how many times it could. */
export interface Share {
  held: number
  of: number
}

export interface DrainScore {
  drains: number
  /** Moving drains asked half-way: said anything; the range held the end; an end was named. */
  estimated: Share
  rangeHolds: Share
  latestNamed: Share
  /** The oracle's own ranges. */
  oracleHolds: Share
  /** Width of the range over that of the oracle, which knows the law: median. */
  widthRatio: number
  /** Healthy drains that were called stalled. */
  stalledWrongly: Share
  /** Sick ones, watched for 2 h or more, that were found: stalled, abandoned, or overdue and older than 99 %. */
  sickFound: Share
  /** Drains called empty while a room was on them. */
  emptyEarly: number
}

const HALF = 0.5
const LONG_MS = 120 * 60_000

const add = (share: Share, held: boolean): void => {
  share.of += 1
  if (held) share.held += 1
}
const none = (): Share => ({ held: 0, of: 0 })

/** What was said half-way between first sight and the end; null when it was over in a poll, or had no room left then. */
function halfWay({ said, emptyAt }: DrainStory): Said | null {
  const first = said[0]
  if (!first || emptyAt === null || first.ages.length === 0) return null
  const at = first.at + (emptyAt - first.at) * HALF
  return said.find((one) => one.at >= at && one.at < emptyAt && one.ages.length > 0) ?? null
}

const widthOf = ({ earliest, latest }: { earliest: number; latest: number | null }): number =>
  latest === null ? Number.NaN : latest - earliest

/** @param oracle how long rooms of that world last in truth. */
export function judge(stories: readonly DrainStory[], oracle: SurvivalCurve): DrainScore {
  const score: DrainScore = {
    drains: stories.length,
    estimated: none(),
    rangeHolds: none(),
    latestNamed: none(),
    oracleHolds: none(),
    widthRatio: Number.NaN,
    stalledWrongly: none(),
    sickFound: none(),
    emptyEarly: 0,
  }
  const ratios: number[] = []
  for (const story of stories) {
    if (story.said.some(({ verdict, ages }) => verdict === 'empty' && ages.length > 0)) score.emptyEarly += 1
    judgeSilence(score, story)
    const asked = halfWay(story)
    if (asked === null || asked.verdict !== 'moving') continue
    add(score.estimated, !('none' in asked.empties))
    if ('none' in asked.empties) continue
    const shown = leftOf(asked.empties, asked.at)
    const left = (story.emptyAt ?? 0) - asked.at
    add(score.rangeHolds, shown.earliest <= left && left <= (shown.latest ?? Number.POSITIVE_INFINITY))
    add(score.latestNamed, shown.latest !== null)
    const best = emptiesIn(asked.ages.map((age) => ({ age, curve: oracle })))
    if ('none' in best) continue
    add(score.oracleHolds, best.earliest <= left && left <= (best.latest ?? Number.POSITIVE_INFINITY))
    const ratio = widthOf(shown) / widthOf(best)
    if (!Number.isNaN(ratio)) ratios.push(ratio)
  }
  score.widthRatio = quantile(ratios, 0.5)
  return score
}

function judgeSilence(score: DrainScore, { said, sick }: DrainStory): void {
  const stalled = said.some(({ verdict }) => verdict === 'stalled')
  if (!sick) {
    add(score.stalledWrongly, stalled)
    return
  }
  const [first, last] = [said[0]?.at ?? 0, said.at(-1)?.at ?? 0]
  if (last - first < LONG_MS) return
  const old = said.some(({ verdict, oldestOlderThan }) => verdict === 'overdue' && oldestOlderThan >= 0.99)
  add(score.sickFound, stalled || old || said.some(({ verdict }) => verdict === 'abandoned'))
}
