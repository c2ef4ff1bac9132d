import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupOf, groupKey as engineKey } from '../engine/groupKey.ts'
import { deploymentKey, groupKey, nameOf, regionKey } from './rowMetrics.ts'

const name = fc.string({ minLength: 1, unit: fc.constantFrom('a', '0', '\\', '\u0000', 'é') })

test('whatever a region and a deployment are called, a key stands for these two', () => {
  fc.assert(
    fc.property(name, name, (region, deploymentId) => {
      expect(groupOf(engineKey({ region, deploymentId }))).toEqual({ region, deploymentId })
      expect(nameOf(groupKey(region, deploymentId))).toEqual({ kind: 'group', region, deploymentId })
      expect(nameOf(regionKey(region))).toEqual({ kind: 'region', region })
      expect(nameOf(deploymentKey(deploymentId))).toEqual({ kind: 'deployment', deploymentId })
    }),
    { numRuns: 2000 },
  )
})
