import type { ProcessWithRooms } from './process.ts'

/** What is wrong with one place of a row. `path` reads like `rooms[0].roomId`; empty for the row itself. */
export interface RowIssue {
  path: string
  message: string
}

/** A row that was not accepted. */
export interface RowReject {
  /** Its place in the payload, from 0. */
  index: number
  /** Present when the row at least said who it is. */
  processId?: string
  issues: RowIssue[]
  /** Shortened JSON of the row as it was sent. May hold strangers' text: never stored, never logged. */
  sample: string
}

/** A room that was left out of an accepted process. */
export interface DroppedRoom {
  processId: string
  /** Its place in the process's `rooms`, from 0. */
  index: number
  issues: RowIssue[]
  sample: string
}

/** How accepted rows differ from what was known when this was written. Counts are occurrences in one payload. */
export interface Drift {
  /** Path of a key nobody knows (`rooms[].mood`) → how often. */
  unknownKeys: Map<string, number>
  /** `status: paused`, `transportType: quic`, `region: Mars` → how often. */
  newValues: Map<string, number>
  /** Deprecated field that is no longer sent → in how many rows. */
  missingFields: Map<string, number>
  droppedRooms: DroppedRoom[]
}

export interface ParsedProcesses {
  processes: ProcessWithRooms[]
  rejects: RowReject[]
  drift: Drift
}
