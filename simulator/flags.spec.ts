import { describe, expect, test } from 'vitest'
import { parseFlags, SIMULATOR_HELP } from './flags.ts'
import { DEFAULT_SIMULATOR_OPTIONS, OptionError } from './options.ts'

describe('flags of the simulator', () => {
  test('none gives the defaults', () => {
    expect(parseFlags([], {})).toEqual({
      help: false,
      port: 4690,
      host: '127.0.0.1',
      options: DEFAULT_SIMULATOR_OPTIONS,
    })
  })

  test('all of them, in both spellings', () => {
    const args =
      '--port 0 --host=::1 --processes 50000 --seed 7 --speed 2.5 --counters on-change --app a --story rollout'
    const flags = parseFlags([...args.split(' '), '--fault', 'hang', '--fault=slow=5'], {})
    expect(flags).toMatchObject({ port: 0, host: '::1' })
    expect(flags.options).toEqual({
      processes: 50_000,
      seed: 7,
      speed: 2.5,
      counters: 'on-change',
      app: 'a',
      story: 'rollout',
      faults: ['hang', 'slow=5'],
    })
  })

  test('the environment stands behind the flags', () => {
    const env = { ROOMDECK_PORT: '5000', ROOMDECK_SEED: '4', ROOMDECK_FAULT: 'hang, cap-10' }
    const flags = parseFlags(['--seed', '9'], env)
    expect(flags.port).toBe(5_000)
    expect(flags.options).toMatchObject({ seed: 9, faults: ['hang', 'cap-10'] })
  })

  test.each([
    [['--prot', '1'], /unknown flag --prot; known: --port/],
    [['4690'], /unknown flag 4690/],
    [['--port'], /--port needs a value/],
    [['--port', '70000'], /--port takes a whole number from 0 to 65535, not "70000"/],
    [['--processes', '0'], /--processes takes a whole number from 1 to 50000/],
    [['--processes', '50001'], /50000/],
    [['--processes', 'many'], /not "many"/],
    [['--speed', '-1'], /--speed takes a number from 0/],
    [['--seed', '1.5'], /--seed takes a whole number/],
    [['--counters', 'weekly'], /heartbeat or on-change/],
    [['--fault', 'zap'], /no fault "zap"; known/],
    [['--fault', 'region-down=Atlantis'], /Atlantis/],
    [['--story', 'boredom'], /no story "boredom"; known/],
  ])('%j is refused in one line', (args, words) => {
    expect(() => parseFlags(args, {})).toThrow(OptionError)
    expect(() => parseFlags(args, {})).toThrow(words)
  })

  test('a bad value in the environment is refused too', () => {
    expect(() => parseFlags([], { ROOMDECK_SPEED: 'fast' })).toThrow(/--speed/)
  })

  test('--help is help whatever else is there', () => {
    expect(parseFlags(['--help'], {}).help).toBe(true)
    for (const flag of ['port', 'host', 'processes', 'seed', 'speed', 'counters', 'app', 'fault', 'story']) {
      expect(SIMULATOR_HELP).toContain(`--${flag}`)
    }
  })
})
