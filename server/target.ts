/** What a request asks for, decided on the raw target: decoding first is how path checks are got around. */
export type TargetKind = 'api' | 'asset' | 'report' | 'faults' | 'page'

const API = /^\/(?:processes\/v1\/[^/]+\/(?:list\/(?:running|stopped)|info\/[^/]+)|config\.json|healthz)$/

/** The path of a raw request target, still percent-encoded. */
export const pathOf = (target: string): string => target.split(/[?#]/, 1)[0] ?? ''

/** Every path that is nothing else is the app's: a deep link may hold any process ID. */
export function kindOf(target: string): TargetKind {
  const path = pathOf(target)
  if (API.test(path)) return 'api'
  if (path === '/assets' || path.startsWith('/assets/')) return 'asset'
  if (path === '/csp-report') return 'report'
  if (path === '/simulator/faults') return 'faults'
  return 'page'
}
