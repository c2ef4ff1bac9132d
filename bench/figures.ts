import type { Statistic } from './statistics.ts'

/** One line of the table: a figure of the app, what it is held against, and what it should be. */
export interface Figure {
  part: string
  title: string
  /** Name of the samples. */
  ours: string
  statistic: Statistic
  /** The alternative's samples, of the same part and run. Absent: the goal is an absolute one. */
  against?: string
  /** The most that the ratio, or without an alternative the value, may be. Absent: for the record. */
  goal?: number
}

const SIZES = [1000, 10_000, 50_000] as const
const MB = 1e6
const KB = 1000

const refresh = (rows: number, against: string, goal?: number): Figure => ({
  part: 'refresh',
  title: `Refresh to painted frame, ${rows} rows`,
  ours: `ours ${rows}`,
  statistic: 'median',
  against: `${against} ${rows}`,
  ...(goal === undefined ? {} : { goal }),
})

/** Goals by rival and size. */
const REFRESH: Record<string, Partial<Record<number, number>>> = {
  floor: { 10_000: 1.2, 50_000: 1.3 },
  'AG Grid': { 10_000: 1 / 4, 50_000: 1 / 12 },
  'AG Grid, in place': {},
  'TanStack Table, all rows': {},
}

const mainThread = (kind: string): Figure[] => {
  const name = (who: string): string => (kind === 'second' ? who : `${who}, per poll`)
  const title = (rest: string): string => `Main thread per ${kind}${kind === 'second' ? ' at 1 s polls' : ''}, ${rest}`
  const common = { part: 'mainThread', statistic: 'mean' as const }
  return [
    { ...common, title: title('50000 rows'), ours: name('ours 50000'), against: name('ours 1000'), goal: 1.5 },
    { ...common, title: title('50000 rows'), ours: name('ours 50000'), against: 'sort of 10⁶ doubles', goal: 1 },
    { ...common, title: title('10000 rows'), ours: name('ours 10000'), against: name('plain page 10000'), goal: 1 / 8 },
  ]
}

const each = (make: (rows: number) => Figure | Figure[]): Figure[] => SIZES.flatMap(make)

/** The whole table, in its order. */
export const FIGURES: readonly Figure[] = [
  ...Object.entries(REFRESH).flatMap(([rival, goals]) => SIZES.map((rows) => refresh(rows, rival, goals[rows]))),
  ...mainThread('second'),
  ...mainThread('poll'),
  {
    part: 'mainThread',
    title: 'Worst task from a poll, 50000 rows',
    ours: 'ours 50000, long tasks',
    statistic: 'worst',
    goal: 50,
  },
  ...each((rows) =>
    ['wheel', 'scroll bar', 'keys'].map((way) => ({
      part: 'scroll',
      title: `Worst task while scrolling by ${way}, ${rows} rows`,
      ours: `${way} ${rows}`,
      statistic: 'worst' as const,
      goal: 50,
    })),
  ),
  ...[
    { against: 'uplot', goal: 2 },
    { against: 'plainRecharts', goal: 1 / 30 },
  ].map((rival) => ({
    part: 'charts',
    title: 'Chart refresh, 24 h × 14 regions',
    ours: 'ourChart',
    statistic: 'median' as const,
    ...rival,
  })),
  ...each((rows) => ({
    part: 'pipeline',
    title: `Worker pipeline per poll, ${rows} rows`,
    ours: `ours ${rows}`,
    statistic: 'median',
    against: `JSON.parse ${rows}`,
    ...(rows === 10_000 ? { goal: 2.5 } : {}),
  })),
  {
    part: 'search',
    title: 'Search key press, 50000 rows and 150000 rooms',
    ours: 'key press 50000',
    statistic: 'p95',
    goal: 32,
  },
  ...each((rows) => ({
    part: 'firstPicture',
    title: `Time to first table, ${rows} rows`,
    ours: `ours ${rows}`,
    statistic: 'median',
    against: `plain page ${rows}`,
  })),
  {
    part: 'firstPicture',
    title: 'Longest task until the first table, 50000 rows',
    ours: 'ours 50000, longest task',
    statistic: 'worst',
    goal: 50,
  },
  {
    part: 'firstPicture',
    title: 'Loads without progress shown, 50000 rows',
    ours: 'ours 50000, without progress',
    statistic: 'last',
    goal: 0,
  },
  {
    part: 'firstPicture',
    title: 'JavaScript that the first table needs, gzipped',
    ours: 'scripts that the first table needs',
    statistic: 'last',
    goal: 260 * KB,
  },
  {
    part: 'firstPicture',
    title: 'JavaScript loaded when the first table is painted, gzipped',
    ours: 'scripts ended before the first row 1000',
    statistic: 'last',
    goal: 260 * KB,
  },
  {
    part: 'firstPicture',
    title: 'JavaScript asked for when the first table is painted, gzipped',
    ours: 'scripts begun before the first row 1000',
    statistic: 'last',
  },
  {
    part: 'firstPicture',
    title: 'JavaScript of the whole app, gzipped',
    ours: 'scripts of the whole app',
    statistic: 'last',
    goal: 550 * KB,
  },
  ...each((rows) => ({
    part: 'mainThread',
    title: `Patch, ${rows} rows`,
    ours: `ours ${rows}, patch`,
    statistic: 'median',
    against: `payload ${rows}`,
  })),
  {
    part: 'memory',
    title: 'Memory of page and worker, 10000 rows',
    ours: 'page and workers',
    statistic: 'last',
    goal: 300 * MB,
  },
  { part: 'memory', title: 'Its slope per 500 polls', ours: 'slope', statistic: 'last', goal: MB },
  {
    part: 'simulator',
    title: 'Simulator serves a poll, 50000 rows, uncompressed',
    ours: 'served',
    statistic: 'median',
    against: 'JSON.stringify',
    goal: 2,
  },
]
