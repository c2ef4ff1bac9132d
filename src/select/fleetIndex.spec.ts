import { expect, test } from 'vitest'
import { advanceIndex, newFleetIndex } from './fleetIndex.ts'
import { facts } from './rowsForSpecs.ts'

test('rows say what they said, and names that come and go do not pile up', () => {
  const index = newFleetIndex()
  for (let n = 0; n < 30_000; n++) {
    const exposedPort = { host: `h${n}.example`, name: 'default', port: 7777, transportType: 'udp' }
    const row = () => facts({ processId: `p-${n}`, region: `R${n % 14}`, host: `h${n}.example`, exposedPort })
    advanceIndex(index, { size: 1, changed: [[0, row()]], freed: [] })
    if (n % 7919 === 0) expect(index.rows[0]).toEqual(row())
  }
  expect(index.texts.size).toBeLessThan(10_100)
  expect([index.slotOf.size, index.endings.size]).toEqual([1, 1])
})
