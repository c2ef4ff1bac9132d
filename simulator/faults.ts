import { OptionError } from './optionError.ts'
import { KNOWN_REGION_NAMES } from './regions.ts'

/** Every fault, what it takes and what it does. Arguments: none, an optional or needed number, a needed text. */
export const FAULTS = {
  'http-500': { arg: 'none', does: 'answers 500' },
  'http-401': { arg: 'none', does: 'answers 401 whatever the token' },
  'http-404': { arg: 'none', does: 'answers 404 with a bare JSON string' },
  'http-429': { arg: 'optional number', does: 'answers 429, with Retry-After when seconds are given' },
  slow: { arg: 'number', does: 'answers after so many ms' },
  hang: { arg: 'none', does: 'sends the headers and then nothing' },
  reset: { arg: 'none', does: 'resets the connection in the middle of the body' },
  cut: { arg: 'none', does: 'closes before the announced length is reached' },
  html: { arg: 'none', does: 'answers 200 with an HTML page' },
  'empty-body': { arg: 'none', does: 'answers 200 with no body' },
  'empty-list': { arg: 'none', does: 'answers an empty list' },
  object: { arg: 'none', does: 'answers { "data": [...] } in place of a list' },
  'bad-rows': { arg: 'number', does: 'breaks so many rows, each in its own way, always the same ones' },
  'duplicate-rows': { arg: 'number', does: 'sends so many rows twice' },
  'unknown-keys': { arg: 'none', does: 'adds keys that the contract does not know' },
  'new-enums': { arg: 'none', does: 'uses a region, a room status and a transport that nobody has heard of' },
  'cap-10': { arg: 'none', does: 'lists only the 10 newest' },
  'region-down': { arg: 'text', does: 'loses a region: absent from the whole list, 503 when asked for' },
  'clock-skew': { arg: 'signed number', does: "sets the answer's clock off by so many seconds" },
  'reset-counters': { arg: 'none', does: 'restarts every egress counter, and again about once a minute' },
  'freeze-counters': { arg: 'none', does: 'leaves all counters as they are while the rest goes on' },
  frozen: { arg: 'none', does: 'gives the same answer for ever' },
  flap: { arg: 'none', does: 'answers every second call of an address with 500' },
} as const

export type FaultName = keyof typeof FAULTS

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

export interface Fault {
  name: FaultName
  /** The argument: a number (0 when the fault takes none), null for an optional one left out. */
  value: number | null
  /** The argument as text, for a region's name. */
  text: string
}

const wants = (name: FaultName, example: string): OptionError =>
  new OptionError(`fault ${name} takes ${example}: ${FAULTS[name].does}`)

/** Reads `NAME` or `NAME=ARG`. Throws OptionError that names the known faults or the argument wanted. */
export function parseFault(text: string): Fault {
  const split = text.indexOf('=')
  const [given, argument] = split === -1 ? [text, null] : [text.slice(0, split), text.slice(split + 1)]
  const name = FAULT_NAMES.find((known) => known === given.trim())
  if (!name) throw new OptionError(`no fault "${given}"; known: ${FAULT_NAMES.join(', ')}`)
  const kind = FAULTS[name].arg
  if (kind === 'none') {
    if (argument !== null) throw wants(name, 'no argument')
    return { name, value: 0, text: '' }
  }
  if (kind === 'text') {
    if (argument === null || !KNOWN_REGION_NAMES.has(argument)) {
      throw new OptionError(`fault ${name} takes one of ${[...KNOWN_REGION_NAMES].join(', ')}; not "${argument ?? ''}"`)
    }
    return { name, value: 0, text: argument }
  }
  if (argument === null && kind === 'optional number') return { name, value: null, text: '' }
  const value = argument === null || argument.trim() === '' ? Number.NaN : Number(argument)
  const least = kind === 'signed number' ? -1e9 : 0
  if (!Number.isInteger(value) || value < least || value > 1e9) throw wants(name, `a whole number, as in ${name}=5`)
  return { name, value, text: '' }
}

/** The faults that are on, to be asked by name. */
export interface FaultSet {
  list: readonly Fault[]
  has(name: FaultName): boolean
  /** The number given with it; null when it is off or has none. */
  number(name: FaultName): number | null
  regionsDown: ReadonlySet<string>
}

export function createFaultSet(list: readonly Fault[]): FaultSet {
  const byName = new Map(list.map((fault) => [fault.name, fault]))
  return {
    list,
    has: (name) => byName.has(name),
    number: (name) => byName.get(name)?.value ?? null,
    regionsDown: new Set(list.filter((fault) => fault.name === 'region-down').map((fault) => fault.text)),
  }
}

/** A fault as it is written on the command line. */
export const faultText = ({ name, value, text }: Fault): string =>
  FAULTS[name].arg === 'none' || value === null ? name : `${name}=${FAULTS[name].arg === 'text' ? text : value}`
