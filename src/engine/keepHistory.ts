import { resume, tiersOf, type FleetHistory } from '../history/fleetHistory.ts'
import { fromRecord, toRecord } from '../history/blockRecord.ts'
import type { Block } from '../history/block.ts'
import type { TierName } from '../history/tier.ts'
import type { HistoryReport } from '../types/feed.ts'
import { HISTORY_FORMAT } from '../types/storedHistory.ts'
import type { BlockChanges, FoundBlock, HistoryStorage } from './historyStorage.ts'
import { isAhead } from './memory.ts'
import { isNewerFormat, NEWER_WORDS } from './newerFormat.ts'
import type { WriterLock } from './writerLock.ts'

const FLUSH_EVERY_MS = 30_000
const FULL = 'the browser has no more room: history is kept in memory only'
const FAILED = 'history could not be written: it is kept in memory only'
const READ_ONLY = 'another tab keeps the history; this one only reads it'

/** How the history is kept, for a page to show. */
export type HistoryStatus = Omit<HistoryReport, 'gaveUp'>

export interface HistoryKeeper {
  /** Fills the empty tiers with what earlier visits kept; once, before the first answer. */
  load(history: FleetHistory): Promise<void>
  /**
   * Puts aside what claims to be of another day to come; once, before the first sample.
   * @param at feed time of the first answer, epoch ms: a browser's own clock may stand anywhere.
   */
  begin(history: FleetHistory, at: number): Promise<void>
  /** To be called after each poll: writes what changed when the last time was 30 s ago. `mono` in ms. */
  keep(history: FleetHistory, mono: number): void
  /** Writes what changed since the last time, now: the page may go. */
  flush(): Promise<void>
  status(): HistoryStatus
}

export function createHistoryKeeper(storage: HistoryStorage, lock: WriterLock): HistoryKeeper {
  const status: HistoryStatus = { persisted: false, note: null, quarantined: 0, loadedFrom: null }
  let kept: FleetHistory | null = null
  let writtenAt: number | null = null
  let memoryOnly = false
  let writing: Promise<void> = Promise.resolve()
  /** Where blocks that were found stand, until the first answer. */
  let keys = new Map<Block, IDBValidKey>()

  const setAside = async (blocks: readonly FoundBlock[]): Promise<void> => {
    status.quarantined += blocks.length
    if (blocks.length > 0 && (await lock.held())) await storage.setAside(blocks)
  }

  const load = async (history: FleetHistory): Promise<void> => {
    kept = history
    const stored = await storage.load()
    if ('reason' in stored) {
      memoryOnly = true
      status.note = stored.reason
      return
    }
    if (stored.found.some(({ value }) => isNewerFormat(value, HISTORY_FORMAT))) {
      memoryOnly = true
      status.note = NEWER_WORDS
      return
    }
    const filled = fill(history, stored.found)
    keys = filled.keys
    resume(history)
    status.loadedFrom = oldestOf(history)
    await setAside(filled.bad)
  }

  const begin = async (history: FleetHistory, at: number): Promise<void> => {
    const ahead = takeAhead(history, at).flatMap(({ tier, block }): FoundBlock[] => {
      const key = keys.get(block)
      return key === undefined ? [] : [{ key, value: toRecord(tier, block) }]
    })
    keys = new Map()
    if (ahead.length === 0) return
    resume(history)
    status.loadedFrom = oldestOf(history)
    await setAside(ahead)
  }

  const write = async (): Promise<void> => {
    if (kept === null || memoryOnly) return
    if (!(await lock.held())) {
      status.persisted = false
      status.note = READ_ONLY
      return
    }
    const { changes, blocks } = changesOf(kept)
    if (blocks.length === 0) return
    const { tookBack } = kept
    kept.tookBack = false
    for (const block of blocks) block.changed = false
    let result = await storage.write(changes)
    if (result === 'full') {
      await storage.makeRoom()
      result = await storage.write(changes)
    }
    if (result !== 'kept') kept.tookBack ||= tookBack
    status.persisted = result === 'kept'
    status.note = result === 'kept' ? null : result === 'full' ? FULL : FAILED
    memoryOnly = result === 'full'
    if (result !== 'kept') for (const block of blocks) block.changed = true
  }

  const flush = (): Promise<void> => {
    writing = writing.then(write)
    return writing
  }

  return {
    load,
    begin,
    keep: (history, mono) => {
      kept = history
      // The first half minute is the most that a page that crashes early loses.
      writtenAt ??= mono
      if (mono - writtenAt < FLUSH_EVERY_MS) return
      writtenAt = mono
      void flush()
    },
    flush,
    status: () => ({ ...status }),
  }
}

/** Nothing outlives the page. */
export const noKeeper: HistoryKeeper = {
  load: async () => undefined,
  begin: async () => undefined,
  keep: () => undefined,
  flush: async () => undefined,
  status: () => ({ persisted: false, note: null, quarantined: 0, loadedFrom: null }),
}

interface Filled {
  /** Where the blocks that hold stand. */
  keys: Map<Block, IDBValidKey>
  /** What does not hold, or overlaps with one that does. */
  bad: FoundBlock[]
}

/** Puts stored blocks in their tiers. */
function fill(history: FleetHistory, found: readonly FoundBlock[]): Filled {
  const bad: FoundBlock[] = []
  const keys = new Map<Block, IDBValidKey>()
  const good = found.flatMap((one) => {
    const block = fromRecord(one.value)
    const tier = tierOfKey(one.key)
    if (block !== null && tier !== null && isAt(one, tier, block)) return [{ one, tier, block }]
    bad.push(one)
    return []
  })
  for (const { one, tier, block } of good.toSorted((a, b) => a.block.start - b.block.start)) {
    const blocks = tiersOf(history).find(({ name }) => name === tier)?.blocks
    const before = blocks?.at(-1)
    const rises = before === undefined || (before.times[before.cells - 1] ?? 0) < (block.times[0] ?? 0)
    if (rises) {
      blocks?.push(block)
      keys.set(block, one.key)
    } else bad.push(one)
  }
  return { keys, bad }
}

/** Takes the blocks that reach into another day to come out of their tiers. */
function takeAhead(history: FleetHistory, at: number): { tier: TierName; block: Block }[] {
  return tiersOf(history).flatMap((tier) => {
    const from = tier.blocks.findIndex((block) => isAhead(block.times[block.cells - 1] ?? 0, at))
    return from === -1 ? [] : tier.blocks.splice(from).map((block) => ({ tier: tier.name, block }))
  })
}

const TIERS: readonly unknown[] = ['raw', '10s', '1min', '15min'] satisfies TierName[]
const isTier = (name: unknown): name is TierName => TIERS.includes(name)

function tierOfKey(key: IDBValidKey): TierName | null {
  const tier: unknown = Array.isArray(key) ? key[2] : null
  return isTier(tier) ? tier : null
}

/** A record stands where its own words say it belongs. */
function isAt({ key, value }: FoundBlock, tier: TierName, block: Block): boolean {
  const named = typeof value === 'object' && value !== null && 'tier' in value && value.tier === tier
  return named && Array.isArray(key) && key.length === 4 && key[3] === block.start
}

function changesOf(history: FleetHistory): { changes: BlockChanges; blocks: Block[] } {
  const oldest: Record<TierName, number | null> = { raw: null, '10s': null, '1min': null, '15min': null }
  const newest = { ...oldest }
  const blocks: Block[] = []
  const puts = tiersOf(history).flatMap((tier) => {
    oldest[tier.name] = tier.blocks[0]?.start ?? null
    if (history.tookBack) newest[tier.name] = tier.blocks.at(-1)?.start ?? null
    const changed = tier.blocks.filter((block) => block.changed)
    blocks.push(...changed)
    return changed.map((block) => toRecord(tier.name, block))
  })
  return { changes: { puts, oldest, newest }, blocks }
}

function oldestOf(history: FleetHistory): number | null {
  const times = tiersOf(history).flatMap(({ blocks }) => blocks[0]?.times[0] ?? [])
  return times.length === 0 ? null : Math.min(...times)
}
