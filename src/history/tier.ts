import { cutBlock, keepRows, newBlock, newRoom, roomBytes, type Block, type BlockRoom } from './block.ts'
import { CHART_COLUMNS, COLUMNS, isGroup } from './rowMetrics.ts'

const SECOND = 1000
const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

export const TIER_NAMES = ['raw', '10s', '1min', '15min'] as const
export type TierName = (typeof TIER_NAMES)[number]

interface TierShape {
  readonly name: TierName
  /** Width of a cell, ms; 0 where every sample is a cell of its own. */
  readonly stepMs: number
  /** Cells a block, and blocks at most. */
  readonly blockCells: number
  readonly blocksMost: number
  /** How far back it is read, ms. */
  readonly reachMs: number
  /** It has lines of single deployments, not only of regions and of the whole. */
  readonly deployments: boolean
  /** How many of `COLUMNS` its lines have. */
  readonly columns: number
}

/** One resolution of the history: a ring of blocks on one time axis, oldest first. */
export interface Tier extends TierShape {
  readonly blocks: Block[]
  /** Rooms for blocks to come. Null: none are kept, or not yet. */
  spare: BlockRoom[] | null
  /** Rooms that are still to be taken for them. */
  toReserve: number
}

/** Blocks beyond the reach: the one that is being written, and the one that is partly too old. */
const SPARE = 2
const shape = (
  name: TierName,
  stepMs: number,
  blockCells: number,
  reachMs: number,
  deployments: boolean,
  columns: number,
): TierShape => ({
  name,
  stepMs,
  blockCells,
  blocksMost: Math.ceil(reachMs / (stepMs * blockCells)) + SPARE,
  reachMs,
  deployments,
  columns,
})

export const SHAPES: Readonly<Record<TierName, TierShape>> = {
  // An hour of polls one second apart, two of slower ones.
  raw: {
    name: 'raw',
    stepMs: 0,
    blockCells: 180,
    blocksMost: 21,
    reachMs: 2 * HOUR,
    deployments: true,
    columns: CHART_COLUMNS,
  },
  '10s': shape('10s', 10 * SECOND, 180, 6 * HOUR, true, CHART_COLUMNS),
  '1min': shape('1min', MINUTE, 120, 48 * HOUR, true, COLUMNS.length),
  '15min': shape('15min', 15 * MINUTE, 96, 15 * DAY, false, COLUMNS.length),
}

export const newTier = (name: TierName): Tier => ({
  ...SHAPES[name],
  blocks: [],
  spare: null,
  toReserve: SHAPES[name].blocksMost,
})

/** Where the cell of a time begins, epoch ms. */
const cellTime = ({ stepMs }: TierShape, at: number): number => (stepMs === 0 ? at : Math.floor(at / stepMs) * stepMs)
/** Where the block of a cell begins. Blocks of polls begin where the last one was full. */
export const blockStart = ({ stepMs, blockCells }: TierShape, time: number): number =>
  stepMs === 0 ? time : Math.floor(time / (stepMs * blockCells)) * stepMs * blockCells

/** The newest cell's time, null for none. */
export function newestTime(tier: Tier): number | null {
  const block = tier.blocks.at(-1)
  return block?.times[block.cells - 1] ?? null
}

/** Whether the cell belongs to the newest block. Polls begin another when it is full, or all too old to be read. */
const belongs = (tier: Tier, last: Block, time: number): boolean =>
  tier.stepMs === 0
    ? last.cells < last.capacity && time - last.start < tier.reachMs
    : blockStart(tier, time) === last.start

/** Opens the cell for `at` (epoch ms, rising) and gives its block; the cell is that block's last. */
export function openCell(tier: Tier, at: number, gapBefore: boolean): Block {
  const time = cellTime(tier, at)
  const last = tier.blocks.at(-1)
  if (last && tier.stepMs > 0 && last.times[last.cells - 1] === time) {
    if (gapBefore) last.gaps[last.cells - 1] = 1
    last.changed = true
    return last
  }
  const fits = last && belongs(tier, last, time)
  const block = fits ? last : newBlock(blockStart(tier, time), roomFor(tier), tier.stepMs === 0)
  if (block !== last) tier.blocks.push(block)
  block.times[block.cells] = time
  block.gaps[block.cells] = gapBefore ? 1 : 0
  block.cells += 1
  block.changed = true
  return block
}

const roomFor = (tier: Tier): BlockRoom =>
  tier.spare?.pop() ??
  newRoom(tier.blockCells, (tier.blocks.at(-1)?.rows.size ?? 3) + 1, tier.columns, tier.stepMs === 0)

/**
 * Takes room for another block of the ring, as many lines as the newest block has, until there is room for all of it (one
 * block more than at most, until the oldest goes). What is certain to be needed is there early, so that memory that
 * grows while somebody watches is a leak; and not all with the first sample, which the first picture waits for.
 */
export function reserve(tier: Tier): void {
  const newest = tier.blocks.at(-1)
  if (tier.toReserve === 0 || newest === undefined) return
  tier.toReserve -= 1
  tier.spare ??= []
  if (tier.blocks.length + tier.spare.length > tier.blocksMost) return
  tier.spare.push(newRoom(tier.blockCells, newest.cover.resets.length / newest.capacity, tier.columns, newest.single))
}

/** Drops the blocks that are wholly out of reach; true when there were any. */
export function dropOld(tier: Tier): boolean {
  const newest = newestTime(tier)
  if (newest === null) return false
  const had = tier.blocks.length
  while (tier.blocks.length > tier.blocksMost || isPast(tier, newest)) {
    const gone = tier.blocks.shift()
    if (gone) tier.spare?.push(gone)
  }
  return tier.blocks.length < had
}

/** The newest cell of the oldest block is older than what is read of the tier. */
function isPast({ blocks: [first, second], reachMs, stepMs }: Tier, newest: number): boolean {
  if (first === undefined || second === undefined) return false
  return (first.times[first.cells - 1] ?? 0) + stepMs < newest - reachMs
}

/** Takes back everything at or after `at`: a feed whose clock stood wrong before cannot have been watched then. */
export function cutTier(tier: Tier, at: number): void {
  for (let block = tier.blocks.at(-1); block !== undefined; block = tier.blocks.at(-1)) {
    let cells = block.cells
    while (cells > 0 && (block.times[cells - 1] ?? 0) >= at) cells -= 1
    if (cells > 0) {
      if (cells < block.cells) cutBlock(block, cells)
      return
    }
    tier.blocks.pop()
  }
}

/**
 * The oldest time that is read, null for none. Lines made of several groups begin where their rows have not been given
 * up.
 */
export function oldestTime(tier: Tier, groups = false): number | null {
  const newest = newestTime(tier)
  if (newest === null) return null
  const from = newest - tier.reachMs
  for (const block of tier.blocks) {
    if (groups && block.shed) continue
    for (let cell = 0; cell < block.cells; cell++) {
      const time = block.times[cell] ?? 0
      if (time + tier.stepMs >= from) return Math.max(time, from)
    }
  }
  return null
}

export const tierBytes = ({ blocks, spare }: Tier): number =>
  [...blocks, ...(spare ?? [])].reduce((sum, room) => sum + roomBytes(room), 0)

/** Gives up the group rows of the oldest finished block that has any; null when there is none. */
export function shedOldest(tier: Tier): Block | null {
  const block = tier.blocks.slice(0, -1).find(({ rows, shed }) => !shed && [...rows.keys()].some(isGroup))
  if (block === undefined) return null
  keepRows(block, (key) => !isGroup(key))
  block.shed = true
  return block
}
