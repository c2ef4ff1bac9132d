import type { LookedUp, PollRequest, Question } from '../types/engine.ts'
import type { FleetPatch, SlotRow } from '../types/snapshot.ts'

/** What an engine is made of; pages with the same share one. */
export interface EngineConfig {
  /** Stable name of the upstream; one half of every process's identity. */
  source: string
  /** The name that its answers carry, where they carry one. */
  answersAs?: string | undefined
  app: string
  /** Asked one by one; empty asks for all at once. */
  regions: readonly string[]
  timeoutMs: number
  /** Most rows of one answer that are read; as usual when not given. */
  maxRows?: number | undefined
}

/** Rows of a whole patch beyond this many are fetched in pieces, so that no piece keeps the page for long. */
export const PIECE_ROWS = 1000

export interface Pong {
  /** The worker's monotonic clock, ms. */
  mono: number
  /** Bytes of the running list read so far, while it is being read. */
  reading: number | null
}

/** A patch as a worker posts it: of a whole one the rows may follow in pieces. */
export interface PostedPatch extends FleetPatch {
  /** How many rows are to be fetched with `rows`; 0 when `changed` has them all. */
  pending: number
}

/** An answer, or in words why there is none. */
export type Answered = { value: unknown } | { failure: string }

/**
 * What the worker does for a page. A ticket names a call that may be taken back: signals do not cross threads.
 * @throws nothing but the reason of a call taken back.
 */
export interface WorkerApi {
  open(config: EngineConfig): Pong
  ping(): Pong
  /** The page may have slept until now. */
  woke(): void
  /** Writes down what is not yet: the page may not be there any more in a moment. */
  flush(): Promise<void>
  poll(ticket: number, request: Omit<PollRequest, 'signal'>): Promise<PostedPatch>
  /** The next rows of a whole patch, from the row with this number on. */
  rows(ticket: number, from: number): readonly SlotRow[]
  /** What was asked in one go is answered in one go, in the same order. */
  answers(questions: readonly Question[]): Promise<readonly Answered[]>
  lookUp(ticket: number, processId: string): Promise<LookedUp>
  cancel(ticket: number): void
  /** Sends searchable text over the port until it is closed or the page is gone. */
  texts(port: MessagePort): void
}

const NAME = 'roomdeck'

/** What a shared worker is called. @param generation how many before it were given up because they hung */
export const workerName = (generation: number): string => `${NAME} ${generation}`

/** Whether a worker of this name takes the place of one that hangs. */
export const isSuccessor = (name: string): boolean => Number(name.slice(NAME.length)) > 0
