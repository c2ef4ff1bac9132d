/** Names under which a loopback server may be asked, whatever it was bound to. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** `::1` → `[::1]`, as a URL writes it. */
export const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/**
 * The `Host` values that are answered, in every mode: anything else is another site's name pointed at this
 * machine (DNS rebinding). Compared exactly, in lower case, with the port.
 */
export function allowedHosts(boundHost: string, port: number): ReadonlySet<string> {
  const names = [...LOOPBACK_NAMES, hostInUrl(boundHost).toLowerCase()]
  const withPort = names.map((name) => `${name}:${port}`)
  // A browser leaves the scheme's own port out.
  return new Set(port === 80 ? [...names, ...withPort] : withPort)
}

const LOOPBACK_V4 = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/

/** Whether an address or bind name is this machine only. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^::ffff:/i, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || LOOPBACK_V4.test(bare)
}
