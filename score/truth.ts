import type { DrainScore, Share } from './judge.ts'
import type { AlertScore, ScoreResults } from './run.ts'

const BEGIN = '<!-- score: what stands between these two marks is written by `npm run score` -->'
const END = '<!-- score: end -->'

const shareOf = ({ held, of }: Share): number => (of === 0 ? Number.NaN : held / of)
const percent = (share: Share): string =>
  share.of === 0 ? '–' : `${Math.round(shareOf(share) * 100)} % of ${share.of}`

/** How far from 80 % a world's ranges are: the worst world comes first. */
const distance = ({ rangeHolds }: DrainScore): number => Math.abs((shareOf(rangeHolds) || 0) - 0.8)

const row = ([name, score]: [string, DrainScore]): string =>
  `| ${[
    name,
    String(score.drains),
    percent(score.estimated),
    percent(score.rangeHolds),
    percent(score.oracleHolds),
    percent(score.latestNamed),
    Number.isNaN(score.widthRatio) ? '–' : `${score.widthRatio.toFixed(2)} ×`,
    percent(score.stalledWrongly),
    percent(score.sickFound),
    String(score.emptyEarly),
  ].join(' | ')} |`

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** What was told of quiet hours, and how soon each story was. */
function alertLines({ stories, seeds, processes, quietHours, falsePages, warnings, flaps }: AlertScore): string[] {
  const rows = Object.entries(stories).map(([story, minutes]) => {
    const told = minutes.filter((one) => one !== null)
    const [middle, last] = told.length === 0 ? ['–', '–'] : [`${median(told)} min`, `${Math.max(...told)} min`]
    return `| ${story} | ${told.length} of ${minutes.length} | ${middle} | ${last} |`
  })
  return [
    `Alerts, ${seeds.length === 1 ? '1 seed' : `${seeds.length} seeds`}, ${processes} processes. In ${quietHours} quiet hours: ${falsePages.length} false pages, ${warnings} warnings, ${flaps} told again within a minute.`,
    '',
    '| story | told as what it is | half of them within | all within |',
    '|---|---|---|---|',
    ...rows,
  ]
}

/** The table of what was said against what was true, the worst world first. */
export function truthTable({ drains: { worlds, hours, seeds, processes }, alerts }: ScoreResults): string {
  const sorted = Object.entries(worlds).toSorted(([, a], [, b]) => distance(b) - distance(a))
  return [
    `${seeds.length} seeds from ${seeds[0] ?? 0} on, ${hours} hours each, ${processes} processes, a poll every 5 s. Worst first.`,
    '',
    '| rooms last like | drains | estimate given | range held the end | that of one who knows | latest end named | width against one who knows | healthy called stalled | sick ones found | called empty early |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...sorted.map(row),
    '',
    ...alertLines(alerts),
  ].join('\n')
}

/** The page with the table put in between its marks. @throws when it has no marks. */
export function withTable(page: string, results: ScoreResults): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error('docs/truth.md has lost its marks: put them back from the history')
  return `${page.slice(0, from + BEGIN.length)}\n\n${truthTable(results)}\n\n${page.slice(to)}`
}
