import { lookup as resolve, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { StartError } from './problem.ts'

/** Link-local addresses and the clouds' metadata services: an upstream never lives there, credentials do. */
const REFUSED = new BlockList()
REFUSED.addSubnet('169.254.0.0', 16, 'ipv4')
REFUSED.addAddress('100.100.100.200', 'ipv4')
REFUSED.addSubnet('fe80::', 10, 'ipv6')
REFUSED.addAddress('fd00:ec2::254', 'ipv6')
// The same IPv4 range as NAT64 writes it (RFC 6052 §2.1).
REFUSED.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6')

/** Whether an IP address (no brackets) may never be called. An IPv4 address mapped into IPv6 counts as itself. */
export const isRefusedAddress = (address: string): boolean =>
  REFUSED.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Code of the error that `guardedLookup` gives for a name that leads to a refused address. */
export const REFUSED_ADDRESS = 'ROOMDECK_REFUSED_ADDRESS'

/**
 * Resolves a name as `dns.lookup` does and drops the refused addresses. It runs at every connect, so a name that
 * changes its mind after start (DNS rebinding) gains nothing.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 4)
    const allowed = addresses.filter(({ address }) => !isRefusedAddress(address))
    const first = allowed[0]
    if (!first) return callback(Object.assign(new Error('address refused'), { code: REFUSED_ADDRESS }), '', 4)
    return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family)
  })
}

/**
 * Reads `--upstream`. The URL parser has already written odd spellings (`2130706433`, `127.1`) as plain addresses.
 * @throws StartError; its text never repeats the value, which may hold a password.
 */
export function parseUpstreamUrl(text: string, key: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new StartError(`${key}: expected an http:// or https:// address`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new StartError(`${key}: credentials don't belong in the address; use ROOMDECK_TOKEN`)
  }
  if (url.search !== '' || url.hash !== '') throw new StartError(`${key}: an address without "?" and "#" is expected`)
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0 && isRefusedAddress(bare)) {
    throw new StartError(`${key}: link-local and metadata addresses are refused`)
  }
  return url
}
