import { createContext, use } from 'react'
import type { FleetSnapshot } from '../../types/snapshot.ts'

/** What the cells of the process table read beside their row. */
export interface ProcessRows {
  snapshot: FleetSnapshot
  short: ReadonlyMap<string, string>
  /** Largest value of the column in the whole fleet: one scale for all bars and sparklines. */
  topConnections: number
  topEgress: number
}

export const ProcessRowsContext = createContext<ProcessRows | null>(null)

/** Egress of the last 15 minutes by process, for rows in view. */
export const SparksContext = createContext<ReadonlyMap<string, readonly number[]>>(new Map())

export function useProcessRows(): ProcessRows {
  const rows = use(ProcessRowsContext)
  if (rows === null) throw new Error('cells of the process table stand inside it')
  return rows
}
