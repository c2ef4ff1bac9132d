import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** A storage as the browser has it, with what an earlier visit left. */
function storage(kept: Record<string, string>) {
  const items = new Map(Object.entries(kept))
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}

/** The store begins with each visit. */
const visit = async (kept: Record<string, string>) => {
  const store = storage(kept)
  vi.stubGlobal('localStorage', store)
  return { store, ...(await import('./preferences.ts')) }
}

beforeEach(() => vi.resetModules())
afterEach(() => vi.unstubAllGlobals())

const defaults = {
  theme: 'system',
  intervalMs: null,
  zone: 'local',
  hiddenColumns: ['host', 'age', 'oldestRoom', 'started', 'perConnection', 'billed'],
  columnOrder: [],
  density: 'normal',
  egressUnit: 'bytes',
  views: [],
  startView: null,
  losses: [],
  keepPolling: false,
  notify: false,
  mutedRules: [],
  pricePerHour: null,
  pricePerGb: null,
  operator: '',
}

test.each<[title: string, kept: Record<string, string>, over: object]>([
  ['nothing kept', {}, {}],
  [
    'all kept',
    { 'roomdeck.1.theme': '"dark"', 'roomdeck.1.zone': '"Asia/Tokyo"', 'roomdeck.1.keepPolling': 'true' },
    { theme: 'dark', zone: 'Asia/Tokyo', keepPolling: true },
  ],
  [
    'one bad value costs only itself',
    { 'roomdeck.1.theme': '"pink"', 'roomdeck.1.intervalMs': '1000' },
    { intervalMs: 1000 },
  ],
  ['no JSON', { 'roomdeck.1.theme': '{', 'roomdeck.1.intervalMs': '2000' }, { intervalMs: 2000 }],
  ['an interval too short', { 'roomdeck.1.intervalMs': '0' }, {}],
  ['an interval that overflows a timer', { 'roomdeck.1.intervalMs': '2147483648' }, {}],
  ['a zone nobody knows', { 'roomdeck.1.zone': '"Mars/Olympus"' }, {}],
  ['__proto__', { 'roomdeck.1.theme': '{"__proto__":{"x":1}}', 'roomdeck.1.__proto__': '1' }, {}],
  ['another format', { 'roomdeck.2.theme': '"dark"' }, {}],
])('%s', async (_title, kept, over) => {
  const { preferences } = await visit(kept)
  expect(preferences()).toEqual({ ...defaults, ...over })
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('a bad value is kept aside', async () => {
  const { preferences, store } = await visit({ 'roomdeck.1.theme': '"pink"' })
  preferences()
  expect(store.items.get('roomdeck.1.theme.bad')).toBe('"pink"')
})

test('what is set holds, for the next visit too; without storage for this one', async () => {
  const { preferences, setPreference, store } = await visit({})
  setPreference('theme', 'light')
  expect(preferences().theme).toBe('light')
  expect(store.items.get('roomdeck.1.theme')).toBe('"light"')
  vi.unstubAllGlobals()
  setPreference('zone', 'UTC')
  expect(preferences().zone).toBe('UTC')
})

test('a file of preferences brings back what it was made of, and resets what it does not name', async () => {
  const { setPreference, preferencesFile, takePreferences, preferences } = await visit({})
  setPreference('zone', 'Asia/Tokyo')
  setPreference('views', [{ name: 'Tokyo', to: '/?region=Tokyo' }])
  const file = preferencesFile()
  expect(Object.keys((JSON.parse(file) as { preferences: object }).preferences)).toEqual(['zone', 'views'])
  setPreference('theme', 'light')
  setPreference('zone', 'UTC')
  expect(takePreferences(file)).toEqual([])
  expect(preferences()).toEqual({ ...defaults, zone: 'Asia/Tokyo', views: [{ name: 'Tokyo', to: '/?region=Tokyo' }] })
})

test.each<[title: string, file: string, said: string[]]>([
  ['no JSON', '{', ['this is no file of preferences, version 1']],
  ['another file', '{"a":1}', ['this is no file of preferences, version 1']],
  [
    'a newer one',
    '{"format":"roomdeck.preferences","version":2,"preferences":{}}',
    ['this is no file of preferences, version 1'],
  ],
  [
    'partly bad: the rest is taken',
    '{"format":"roomdeck.preferences","version":1,"preferences":{"zone":"UTC","theme":"pink","toString":1,"views":[{"name":"x","to":"//evil"}]}}',
    ['theme does not hold', 'views does not hold', 'toString is not known'],
  ],
])('%s', async (_title, file, said) => {
  const { takePreferences, preferences, setPreference } = await visit({})
  setPreference('zone', 'Asia/Tokyo')
  expect(takePreferences(file)).toEqual(said)
  expect(preferences().zone).toBe(said.length === 3 ? 'UTC' : 'Asia/Tokyo')
  expect(preferences().theme).toBe('system')
})
