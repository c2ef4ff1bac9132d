import { LIFECYCLES } from '../types/fleet.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'

/** What the viewer asks for; empty lists ask for all. */
export interface Filter {
  regions: readonly string[]
  statuses: readonly string[]
  deployments: readonly string[]
  hosts: readonly string[]
  /** Plain text, matched anywhere in process, room, address, region, deployment or room config. */
  text: string
  attention: boolean
}

type Facet = 'regions' | 'statuses' | 'deployments' | 'hosts' | 'attention' | 'text'

const allows = (choice: readonly string[], value: string): boolean => choice.length === 0 || choice.includes(value)

function holdsText(snapshot: FleetSnapshot, slot: number, needle: string): boolean {
  const row = snapshot.rows[slot]
  if (!row) return false
  const has = (text: string | null | undefined): boolean => text?.toLowerCase().includes(needle) ?? false
  return (
    has(row.processId) ||
    has(row.region) ||
    has(row.region.replaceAll('_', ' ')) ||
    has(row.deploymentId) ||
    [row.exposedPort, ...row.additionalExposedPorts].some((port) => port && has(`${port.host}:${port.port}`)) ||
    row.rooms.some((room) => has(room.roomId) || has(room.roomConfig))
  )
}

/** Slots that match the filter, leaving out the one facet whose own counts are wanted. */
export function matchingSlots(snapshot: FleetSnapshot, filter: Filter, except: Facet | null = null): number[] {
  const ask = (facet: Facet): boolean => facet !== except
  const needle = filter.text.trim().toLowerCase()
  const slots: number[] = []
  snapshot.rows.forEach((row, slot) => {
    if (row === null) return
    const status = LIFECYCLES[snapshot.columns.lifecycle[slot] ?? 0] ?? 'running'
    if (ask('regions') && !allows(filter.regions, row.region)) return
    if (ask('statuses') && !allows(filter.statuses, status)) return
    if (ask('deployments') && !allows(filter.deployments, row.deploymentId)) return
    if (ask('hosts') && !allows(filter.hosts, row.exposedPort?.host ?? '')) return
    if (ask('attention') && filter.attention && (snapshot.columns.attention[slot] ?? 0) < 2) return
    if (ask('text') && needle !== '' && !holdsText(snapshot, slot, needle)) return
    slots.push(slot)
  })
  return slots
}
