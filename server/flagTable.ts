export interface FlagSpec {
  name: string
  /** What stands for the value in `--help`; null for a switch. */
  value: string | null
  repeatable?: true
  help: string
  /** Belongs to the embedded simulator: of no use together with `--upstream`. */
  simulator?: true
}

/** Every flag, in the order of `--help`. Each has an environment twin: `--port` is `ROOMDECK_PORT`. */
export const FLAGS: readonly FlagSpec[] = [
  { name: 'port', value: 'N', help: 'port to listen on; 0 picks a free one (4680)' },
  { name: 'host', value: 'H', help: 'address to listen on; this machine only for now (127.0.0.1)' },
  { name: 'upstream', value: 'URL', help: 'server that speaks the processes API; without it a simulator is embedded' },
  { name: 'app', value: 'ID', help: 'app whose processes are shown (app-demo)' },
  { name: 'regions', value: 'A,B', help: 'ask region by region (all at once)' },
  { name: 'interval', value: 'TIME', help: 'time between polls, such as 5s or 1m (5s)' },
  { name: 'timeout', value: 'TIME', help: 'longest time for one upstream answer, body included (10s)' },
  { name: 'max-bytes', value: 'N', help: 'largest upstream answer, in decoded bytes (268435456)' },
  { name: 'max-rows', value: 'N', help: 'most rows of one answer that a page reads (200000)' },
  { name: 'dist', value: 'DIR', help: 'folder of the built app (dist/app)' },
  { name: 'dev', value: null, help: 'serve the app from its sources, with hot reload' },
  { name: 'processes', value: 'N', simulator: true, help: 'processes kept running, ± 10 % (240)' },
  { name: 'seed', value: 'N', simulator: true, help: 'which world to simulate (1)' },
  { name: 'speed', value: 'X', simulator: true, help: 'world seconds per second (1)' },
  { name: 'fault', value: 'NAME[=ARG]', simulator: true, repeatable: true, help: 'misbehave; may be repeated' },
  { name: 'story', value: 'NAME', simulator: true, help: 'play a story, such as rollout' },
  { name: 'counters', value: 'MODE', simulator: true, help: 'heartbeat or on-change (heartbeat)' },
]

export const envTwin = (name: string): string => `ROOMDECK_${name.toUpperCase().replaceAll('-', '_')}`

const row = (flag: string, help: string): string => `  ${flag.padEnd(22)}${help}`
const flagRow = ({ name, value, help }: FlagSpec): string => row(`--${name}${value === null ? '' : ` ${value}`}`, help)

/** The text of `--help`, with no newline at its end. */
export function helpText(): string {
  return [
    'Roomdeck: operations dashboard for fleets of game-server processes',
    '',
    'npm start -- [flags]',
    ...FLAGS.filter((flag) => !flag.simulator).map(flagRow),
    row('--help', 'this text'),
    '',
    'The embedded simulator:',
    ...FLAGS.filter((flag) => flag.simulator).map(flagRow),
    '',
    'Every flag has an environment twin: --port is ROOMDECK_PORT, --max-bytes is ROOMDECK_MAX_BYTES; a flag wins.',
    "The upstream's token comes from ROOMDECK_TOKEN, or from the file that ROOMDECK_TOKEN_FILE names, which is",
    'read again when it changes. It is never a flag and never leaves the server.',
  ].join('\n')
}
