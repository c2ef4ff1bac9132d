import type { DrainScore, Share } from './judge.ts'
import type { ScoreResults } from './run.ts'

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

/** The table of what was said against what was true, the worst world first. */
export function truthTable({ worlds, hours, seeds, processes }: ScoreResults): string {
  const sorted = Object.entries(worlds).toSorted(([, a], [, b]) => distance(b) - distance(a))
  return [
    `${seeds.length} seeds from ${seeds[0] ?? 0} on, ${hours} hours each, ${processes} processes, a poll every 5 s. Worst first.`,
    '',
    '| rooms last like | drains | estimate given | range held the end | that of one who knows | latest end named | width against one who knows | healthy called stalled | sick ones found | called empty early |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...sorted.map(row),
  ].join('\n')
}

/** The page with the table put in between its marks. @throws when it has no marks. */
export function withTable(page: string, results: ScoreResults): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error('docs/truth.md has lost its marks: put them back from the history')
  return `${page.slice(0, from + BEGIN.length)}\n\n${truthTable(results)}\n\n${page.slice(to)}`
}
