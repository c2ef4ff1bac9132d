import { quantile } from '../src/fleet/quantile.ts'
import type { AlertScore, DaysScore } from './addUp.ts'
import type { ScoreResults } from './run.ts'
import type { Share } from './tally.ts'

const BEGIN = '<!-- score: what stands between these two marks is written by `npm run score` -->'
const END = '<!-- score: end -->'

type World = DaysScore['worlds'][number]

/** Under so many one more or less is half a point of a hundred. */
const FEW = 200

/** `97 % of 423`; of many to the tenth, so that what is not all is not said to be. */
function percent({ held, of }: Share): string {
  if (of === 0) return '–'
  const share = (held / of) * 100
  return `${of < FEW ? String(Math.round(share)) : share.toFixed(1)} % of ${of}`
}
/** `0 of 423`. */
const times = ({ held, of }: Share): string => (of === 0 ? '–' : `${held} of ${of}`)
const factor = (values: readonly number[]): string =>
  values.length === 0 ? '–' : `${quantile(values, 0.5).toFixed(2)} ×`

interface Column {
  name: string
  cell: (world: World) => string
}

function table(worlds: readonly World[], columns: readonly Column[]): string[] {
  const head = ['rooms last like', 'feed', ...columns.map(({ name }) => name)]
  return [
    `| ${head.join(' | ')} |`,
    `|${'---|'.repeat(head.length)}`,
    ...worlds.map(
      (world) => `| ${[world.law, world.condition, ...columns.map(({ cell }) => cell(world))].join(' | ')} |`,
    ),
  ]
}

const ETA: readonly Column[] = [
  { name: 'drains', cell: ({ score }) => String(score.drains.shares.notEmptyEarly.of) },
  { name: 'estimate given', cell: ({ score }) => percent(score.drains.shares.estimated) },
  { name: 'range held the end', cell: ({ score }) => percent(score.drains.shares.rangeHolds) },
  { name: 'that of one who knows', cell: ({ score }) => percent(score.drains.shares.oracleHolds) },
  { name: 'latest end named', cell: ({ score }) => percent(score.drains.shares.latestNamed) },
  { name: 'width against one who knows', cell: ({ score }) => factor(score.drains.samples.width) },
]

const STATES: readonly Column[] = [
  { name: 'healthy called stalled', cell: ({ score }) => percent(score.drains.shares.stalledWrongly) },
  { name: 'sick ones found', cell: ({ score }) => times(score.drains.shares.sickFound) },
  { name: 'stalled said, against one who knows', cell: ({ score }) => factor(score.drains.samples.stalledDelay) },
  { name: 'abandoned found', cell: ({ score }) => times(score.drains.shares.abandonedFound) },
  { name: 'wrongly said', cell: ({ score }) => times(score.drains.shares.abandonedWrongly) },
  { name: 'lingering found', cell: ({ score }) => times(score.drains.shares.lingeringFound) },
  { name: 'wrongly said', cell: ({ score }) => times(score.drains.shares.lingeringWrongly) },
  { name: 'empty within 2 polls', cell: ({ score }) => percent(score.drains.shares.emptyInTime) },
  {
    name: 'called empty early',
    cell: ({ score }) => String(score.drains.shares.notEmptyEarly.of - score.drains.shares.notEmptyEarly.held),
  },
]

const FEED: readonly Column[] = [
  { name: 'totals are the answer’s', cell: ({ score }) => percent(score.feed.shares.totalsEqual) },
  { name: 'egress within 1 %', cell: ({ score }) => times(score.feed.shares.egressHolds) },
  { name: 'furthest off', cell: ({ score }) => furthest(score.feed.samples.egressRatio) },
  { name: 'points invented', cell: ({ score }) => times(score.feed.shares.pointsInvented) },
  { name: 'rates invented', cell: ({ score }) => times(score.feed.shares.ratesInvented) },
  { name: 'lost with connections found', cell: ({ score }) => times(score.ends.shares.lostFound) },
  { name: 'wrongly said', cell: ({ score }) => times(score.ends.shares.lostWrongly) },
  { name: 'ended unseen said', cell: ({ score }) => times(score.ends.shares.unseenSaid) },
]

const SLOTS: readonly Column[] = [
  { name: 'range with a latest held', cell: ({ score }) => percent(score.slots.shares.rangeHolds) },
  { name: '“at the earliest” held', cell: ({ score }) => percent(score.slots.shares.earliestHolds) },
  {
    name: 'both',
    cell: ({ score }) => percent(bothOf(score.slots.shares.rangeHolds, score.slots.shares.earliestHolds)),
  },
  { name: '“not filling” held', cell: ({ score }) => percent(score.slots.shares.notFillingHolds) },
]

const bothOf = (a: Share, b: Share): Share => ({ held: a.held + b.held, of: a.of + b.of })

const furthest = (ratios: readonly number[]): string =>
  ratios.length === 0 ? '–' : `${(Math.max(...ratios.map((ratio) => Math.abs(ratio - 1))) * 100).toFixed(1)} %`

/** How far from 80 % a world's ranges are: the worst world comes first. */
const distance = ({ score }: World): number => {
  const { held, of } = score.drains.shares.rangeHolds
  return of === 0 ? 1 : Math.abs(held / of - 0.8)
}

const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** What was told of quiet and of troubled hours, and how soon each story was. */
function alertLines({ stories, seeds, processes, hours, quiet }: AlertScore): string[] {
  const within = (minutes: readonly number[]): string[] =>
    minutes.length === 0
      ? ['–', '–']
      : [`${quantile(minutes, 0.5).toFixed(1)} min`, `${Math.max(...minutes).toFixed(1)} min`]
  const rows = Object.entries(stories).map(([story, all]) => {
    const told = all.flatMap(({ found, shown }) => (found === null ? [] : [{ found, late: found - (shown ?? found) }]))
    const cells = [...within(told.map(({ found }) => found)), ...within(told.map(({ late }) => late)).slice(1)]
    return `| ${story} | ${told.length} of ${all.length} | ${cells.join(' | ')} |`
  })
  return [
    `${plural(seeds.length, 'seed')} from ${seeds[0] ?? 0} on, ${processes} processes.`,
    '',
    '| nothing happens, the feed is | hours | false pages | warnings | told again within a minute |',
    '|---|---|---|---|---|',
    ...Object.entries(quiet).map(
      ([condition, of]) =>
        `| ${condition} | ${hours * seeds.length} | ${of.falsePages.length} | ${of.warnings} | ${of.flaps.length} |`,
    ),
    '',
    '| story | told as what it is | half of them within | all within | all within, from when it could be known |',
    '|---|---|---|---|---|',
    ...rows,
  ]
}

/** Of days, the worst world first. */
function dayLines({ worlds, hours, seeds, processes }: DaysScore): string[] {
  const sorted = worlds.toSorted((a, b) => distance(b) - distance(a))
  return [
    `${plural(seeds.length, 'seed')} from ${seeds[0] ?? 0} on, ${plural(hours, 'hour')} each, ${processes} processes, a poll every 5 s. Worst first.`,
    '',
    '### When a drain is empty',
    '',
    ...table(sorted, ETA),
    '',
    '### What a drain is',
    '',
    ...table(sorted, STATES),
    '',
    '### The feed, and who was lost',
    '',
    ...table(sorted, FEED),
    '',
    '### When open slots run out',
    '',
    ...table(
      sorted.filter(({ condition }) => condition === 'sound'),
      SLOTS,
    ),
  ]
}

/** The tables of what was said against what was true; a part that was not played is left out. */
export const truthTable = ({ days, alerts }: ScoreResults): string =>
  [...(days ? [...dayLines(days), ''] : []), ...(alerts ? ['### Alerts', '', ...alertLines(alerts)] : [])].join('\n')

/** The page with the tables put in between its marks. @throws when it has no marks. */
export function withTable(page: string, results: ScoreResults): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error('docs/truth.md has lost its marks: put them back from the history')
  return `${page.slice(0, from + BEGIN.length)}\n\n${truthTable(results)}\n\n${page.slice(to)}`
}
