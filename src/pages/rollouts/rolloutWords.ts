import { foreignText } from '../../components/status/foreignText.ts'
import { counted } from '../../fleet/words.ts'
import type { Totals } from '../../types/fleet.ts'
import { percent } from '../../view/format.ts'

/** A deployment, as far as it is said how far the rollout is. */
export interface BuildFigures {
  deploymentId: string
  totals: Pick<Totals, 'processes' | 'connections' | 'held'>
}

/** It is there, and no row of it is in the newest answer: what it has is not known, which is not nothing. */
export const isUnread = ({ totals: { processes, held } }: BuildFigures): boolean => processes === 0 && held > 0

interface WhatIsLeftOut {
  /** A region of the choice did not answer, so that there may be deployments that nobody knows of. */
  isSilent: boolean
  /** Something is left out of the newest answer. */
  isLowerBound: boolean
}

/**
 * How far the rollout is: who is on the newest deployment, and what is still on the others; nothing that a region which
 * did not answer could make wrong. @param builds the newest first.
 */
export function rolloutWords(
  builds: readonly BuildFigures[],
  { isSilent, isLowerBound }: WhatIsLeftOut,
): { newest: string; rest: string } {
  const [newest, ...old] = builds
  if (newest === undefined) {
    return { newest: isSilent ? 'No deployment is known' : 'No running processes, so no deployment', rest: '' }
  }
  const isPartial = isSilent || builds.some(({ totals }) => totals.held > 0)
  const onOld = old.reduce((sum, { totals }) => sum + totals.connections, 0)
  const all = onOld + newest.totals.connections
  const share = percent(all === 0 ? Number.NaN : newest.totals.connections / all)
  const sharedWords = `${share} of ${isPartial ? 'the connections listed' : 'connections'}`
  return {
    newest: `${foreignText(newest.deploymentId)} is the newest${isSilent ? ' known' : ''}: ${isUnread(newest) ? 'its share of connections is not known' : sharedWords}`,
    rest: restWords(old, {
      isSilent,
      onOld: `${isPartial || isLowerBound ? '≥ ' : ''}${counted(onOld, 'connection')}`,
    }),
  }
}

function restWords(old: readonly BuildFigures[], { isSilent, onOld }: { isSilent: boolean; onOld: string }): string {
  if (old.length === 0) return isSilent ? 'whether others run is not known' : 'no other deployment is listed'
  const others = counted(old.length, 'older deployment')
  return old.every(isUnread) ? `how many are still on ${others} is not known` : `${onOld} still on ${others}`
}
