import { ApiError } from '../api/apiError.ts'
import type { Answer, ListAnswer } from '../api/http.ts'
import type { ProcessesSource, RunningPart } from '../api/processesSource.ts'
import { sampleRow } from '../api/sampleRow.ts'
import type { FleetPatch, FleetSnapshot } from '../types/snapshot.ts'
import type { DrainSeen } from '../types/engine.ts'
import type { ProcessFacts, Tombstone } from '../types/fleet.ts'
import { storedSchema, type Stored } from '../types/stored.ts'
import { allParts } from './allParts.ts'
import { noKeeper, type HistoryKeeper } from './keepHistory.ts'
import type { LaterParts } from './laterParts.ts'
import { createEngine, type CoreEngine } from './createEngine.ts'
import { applyPatch } from './patch.ts'
import { noStorage, type EngineStorage, type SurvivalStorage } from './storage.ts'

/** Feed time when a test feed begins. */
export const START = Date.UTC(2026, 2, 2, 12)
export const POLL_MS = 5000

export type WireRow = Record<string, unknown>

/** Epoch ms as the wire says it. */
export const wire = (at: number): string => new Date(at).toISOString()

/** What the scripted upstream answers to one call: a payload, a failure, or something made when it is asked. */
export type Scripted = unknown

/** The page's snapshot, and what its parts would ask of the engine beside it. */
export interface SeenSnapshot extends FleetSnapshot {
  rows: readonly (ProcessFacts | null)[]
  slotOf: ReadonlyMap<string, number>
  drains: readonly DrainSeen[]
  tombstones: readonly Tombstone[]
  /** The attention of a slot in words, for those that have one. */
  why: ReadonlyMap<number, string>
}

/**
 * A feed whose answers a spec writes down: the upstream, its clock, the page's clock, and the page's snapshot.
 * Everything is asked in order; nothing waits for real time.
 */
export class TestFeed {
  /** Feed time and the page's monotonic clock, ms; `poll` moves both by a period. */
  now = START - POLL_MS
  mono = 1_000
  /** Feed time less the page's wall clock, ms. */
  offset = 0
  /** Answers of `list/running`: rows, or anything else that an upstream could say. */
  running: Scripted = []
  /** When set, the answers by region instead. */
  regions: Record<string, Scripted> | null = null
  stopped: Scripted = []
  info: (processId: string) => Scripted = () => new ApiError('status', 'unknown', 404)
  /** Every call but `list/running`, oldest first. */
  calls: string[] = []
  /** Whether answers say the feed's time. */
  dated = true
  snapshot: SeenSnapshot | undefined
  patch: FleetPatch | undefined
  readonly engine: CoreEngine
  readonly source: ProcessesSource

  /** @param parts without alerts, unless the spec is about them. */
  constructor(
    storage: EngineStorage = noStorage,
    survivalStorage: SurvivalStorage = noStorage,
    parts: LaterParts = { ...allParts, alerts: () => new Promise(() => {}) },
    keeper: HistoryKeeper = noKeeper,
  ) {
    this.source = {
      id: 'test',
      app: 'app-demo',
      listRunning: async () => this.parts(),
      listStopped: async () => {
        this.calls.push('stopped')
        return this.answer(this.stopped)
      },
      info: async (processId) => {
        this.calls.push(`info ${processId}`)
        return this.answer(this.info(processId))
      },
    }
    const clock = { mono: () => this.mono, wall: () => this.now - this.offset }
    this.engine = createEngine({ source: this.source, clock, storage, survivalStorage, parts, keeper })
  }

  private answer(scripted: Scripted): Answer & ListAnswer {
    if (scripted instanceof ApiError) throw scripted
    return {
      payload: scripted,
      pieces: () => [scripted],
      feedTime: this.dated ? this.now : null,
      bytes: 100,
      durationMs: 10,
    }
  }

  private part(region: string | null, scripted: Scripted): RunningPart {
    if (scripted instanceof ApiError) return { region, answer: scripted }
    return { region, answer: this.answer(scripted) }
  }

  private parts(): RunningPart[] {
    if (this.regions === null) return [this.part(null, this.running)]
    return Object.entries(this.regions).map(([region, scripted]) => this.part(region, scripted))
  }

  /** Asks at this moment, without any time passing. */
  async ask(signal: AbortSignal = new AbortController().signal): Promise<SeenSnapshot> {
    const have = this.snapshot ?? null
    this.patch = await this.engine.poll({ signal, intervalMs: POLL_MS, spacingMs: POLL_MS, have })
    this.snapshot = await this.see(applyPatch(this.snapshot, this.patch))
    await settled()
    return this.snapshot
  }

  private async see(snapshot: FleetSnapshot): Promise<SeenSnapshot> {
    const { rows, slotOf } = snapshot.index
    const why = new Map<number, string>()
    for (const [processId, slot] of slotOf) {
      const [words] = await this.engine.why([processId])
      if (words) why.set(slot, words)
    }
    const { drains } = await this.engine.drains({ regions: [], deployments: [], wave: null })
    const tombstones = await this.engine.tombstones()
    // The index lives on; a spec may look back at what it was.
    return { ...snapshot, rows: [...rows], slotOf: new Map(slotOf), drains, tombstones, why }
  }

  /** A period later: what the upstream answers now, taken in. */
  async poll(running: Scripted = this.running, passMs = POLL_MS): Promise<SeenSnapshot> {
    this.running = running
    this.pass(passMs)
    return this.ask()
  }

  pass(ms: number): void {
    this.now += ms
    this.mono += ms
  }
}

/** Lets the calls that follow a poll come to their end; none of them waits for time. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

/** A running row without rooms, measured at `START`, whatever the spec puts in place. */
export const row = (processId: string, over: WireRow = {}): WireRow =>
  sampleRow({
    processId,
    activeConnectionsUpdatedAt: wire(START),
    roomSlotsAvailableUpdatedAt: wire(START),
    roomsAllocated: Array.isArray(over['rooms']) ? over['rooms'].length : 0,
    roomsAllocatedUpdatedAt: wire(START),
    startingAt: wire(START - 3_620_000),
    startedAt: wire(START - 3_600_000),
    rooms: [],
    totalRooms: 0,
    ...over,
  })

/** `n` rows with IDs `p-0` … */
export const rows = (n: number, over: (index: number) => WireRow = () => ({})): WireRow[] =>
  Array.from({ length: n }, (_, index) => row(`p-${index}`, over(index)))

/** The row as `list/stopped` has it. */
export function stoppedRow(processId: string, over: WireRow = {}): WireRow {
  const { rooms: _rooms, totalRooms: _totalRooms, ...rest } = row(processId, over)
  return rest
}

/** Storage that holds one record as JSON does. */
export function memory(kept: unknown = null): EngineStorage & { kept: () => Stored | null } {
  let text = JSON.stringify(kept)
  const read = (): Stored | null => storedSchema.safeParse(JSON.parse(text)).data ?? null
  return {
    load: async () => read(),
    save: async (stored) => {
      text = JSON.stringify(stored)
      return true
    },
    foundDamaged: () => false,
    kept: read,
  }
}
