import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { gzippedBytes, readBundle } from '../support/bundle.ts'

const APP = join(fileURLToPath(import.meta.url), '../../../dist/app')
const KB = 1000
/** What a person waits for on a slow line before the first row: the page's scripts and its workers'. */
const FIRST_TABLE = 260 * KB
const WHOLE_APP = 550 * KB

describe('the weight of the built app', () => {
  it('is within what the first table may cost', () => {
    const { first, workers } = readBundle(APP)
    expect(gzippedBytes(APP, [...first, ...workers])).toBeLessThanOrEqual(FIRST_TABLE)
  })

  it('is within what the whole may cost, workers and every page included', () => {
    expect(gzippedBytes(APP, readBundle(APP).all)).toBeLessThanOrEqual(WHOLE_APP)
  })

  it('keeps the charts out of what comes first', () => {
    const { lazy } = readBundle(APP)
    expect(lazy.some((file) => file.includes('FleetCharts'))).toBe(true)
  })

  it('keeps what writes files out of what comes first', () => {
    const { lazy } = readBundle(APP)
    for (const name of ['ExportMenu', 'writeExport']) {
      expect(
        lazy.some((file) => file.includes(name)),
        name,
      ).toBe(true)
    }
  })

  it('is not said of a build that is not there', () => {
    const empty = mkdtempSync(join(tmpdir(), 'roomdeck-bundle-'))
    try {
      expect(() => readBundle(empty)).toThrow('there is no built app')
    } finally {
      rmSync(empty, { recursive: true })
    }
  })
})
