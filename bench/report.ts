import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../tests/support/spawn.ts'
import { FIGURES, type Figure } from './figures.ts'
import type { PartRun, Results } from './results.ts'
import { p95, STATISTICS } from './statistics.ts'

const PAGE = join(ROOT, 'docs/performance.md')
const BEGIN = '<!-- bench: what stands between these two marks is written by `npm run bench` -->'
const END = '<!-- bench: end -->'

const UNITS: Record<string, (value: number) => string> = {
  bytes: (value) => (value < 1e6 ? `${(value / 1000).toFixed(0)} KB` : `${(value / 1e6).toFixed(1)} MB`),
  'bytes per 500 polls': (value) => `${(value / 1e6).toFixed(2)} MB`,
  loads: (value) => String(value),
}
const inUnit = (value: number, unit: string): string => {
  if (Number.isNaN(value)) return '—'
  const write = UNITS[unit] ?? ((one: number) => `${one.toFixed(one < 10 ? 1 : 0)} ${unit}`)
  return write(value)
}

/** A ratio as goals are written: 1.2 ×, or 1/12 where it is less than one half. */
const ratioText = (ratio: number): string => {
  if (Number.isNaN(ratio)) return '—'
  return ratio < 0.5 && ratio > 0 ? `1/${(1 / ratio).toFixed(1)}` : `${ratio.toFixed(2)} ×`
}

interface Line {
  title: string
  ours: string
  against: string
  ratio: string
  goal: string
  met: string
  samples: string
}

function lineOf(figure: Figure, run: PartRun): Line | null {
  const ours = run.samples[figure.ours]
  const theirs = figure.against === undefined ? undefined : run.samples[figure.against]
  if (!ours || (figure.against !== undefined && !theirs)) return null
  const statistic = STATISTICS[figure.statistic]
  const value = statistic(ours.values)
  const said = (values: readonly number[], unit: string): string => {
    const main = inUnit(statistic(values), unit)
    return figure.statistic === 'median' && values.length > 1 ? `${main} (p95 ${inUnit(p95(values), unit)})` : main
  }
  // An alternative of one kind only, like the sort, is held against a mean by its median.
  const other = theirs
    ? (figure.against?.startsWith('sort') ? STATISTICS.median : statistic)(theirs.values)
    : Number.NaN
  const judged = theirs ? value / other : value
  const { goal } = figure
  const unknown = Number.isNaN(judged) || (figure.statistic === 'median' && ours.values.every((one) => one === 0))
  return {
    title: figure.title,
    ours: unknown ? '—' : said(ours.values, ours.unit),
    against: theirs ? `${figure.against}: ${said(theirs.values, theirs.unit)}` : '',
    ratio: theirs ? (unknown ? '—' : ratioText(judged)) : '',
    goal: goal === undefined ? '' : `≤ ${theirs ? ratioText(goal) : inUnit(goal, ours.unit)}`,
    met: goal === undefined ? '' : unknown ? 'unknown' : judged <= goal ? 'yes' : 'no',
    samples: `${ours.values.length}${run.quick ? ', quick' : ''}`,
  }
}

const linesOf = ({ parts }: Results): Line[] =>
  FIGURES.flatMap((figure) => {
    const run = parts[figure.part]
    return (run && lineOf(figure, run)) ?? []
  })

const HEAD: Line = {
  title: 'figure',
  ours: 'ours',
  against: 'against',
  ratio: 'ratio',
  goal: 'goal',
  met: 'met',
  samples: 'samples',
}
const KEYS = Object.keys(HEAD) as (keyof Line)[]

/** The table for a terminal. */
export function tableText(results: Results): string {
  const lines = [HEAD, ...linesOf(results)]
  const widths = KEYS.map((key) => Math.max(...lines.map((line) => line[key].length)))
  return lines
    .map((line) =>
      KEYS.map((key, at) => line[key].padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function runText(name: string, { at, machine, load, quick, long, seconds, notes }: PartRun): string {
  const how = [quick ? '**quick: too few samples to quote**' : '', long ? 'long' : ''].filter(Boolean).join(', ')
  const facts = Object.entries(notes).map(([key, text]) => `  - ${key}: ${text}`)
  const where = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, Chromium ${machine.chromium}`
  return [
    `- **${name}** ${at.slice(0, 16).replace('T', ' ')} UTC, ${seconds} s, load ${load.join(' to ')}${how && `, ${how}`}; ${where}`,
    ...facts,
  ].join('\n')
}

function generated(results: Results): string {
  const row = (line: Line): string => `| ${KEYS.map((key) => line[key]).join(' | ')} |`
  const table = [row(HEAD), `|${KEYS.map(() => '---').join('|')}|`, ...linesOf(results).map(row)].join('\n')
  const runs = Object.entries(results.parts).map(([name, run]) => runText(name, run))
  return `${BEGIN}\n\n${table}\n\n## The runs\n\n${runs.join('\n')}\n\n${END}`
}

/** Puts the table and the runs into docs/performance.md, between its marks. */
export function writePage(results: Results): void {
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : `# Performance\n\n${BEGIN}\n${END}\n`
  const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)]
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost the marks of its generated part')
  writeFileSync(PAGE, before.slice(0, from) + generated(results) + before.slice(to + END.length))
}
