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
  const { preferences, setPreference } = await import('./preferences.ts')
  return { store, preferences, setPreference }
}

beforeEach(() => vi.resetModules())
afterEach(() => vi.unstubAllGlobals())

const defaults = {
  theme: 'system',
  intervalMs: null,
  zone: 'local',
  hiddenColumns: ['host', 'age', 'started'],
  keepPolling: false,
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
