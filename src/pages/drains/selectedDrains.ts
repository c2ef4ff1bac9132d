import { stopWords, type Stoppable } from '../../fleet/stopWords.ts'
import type { DrainFacts } from '../../types/fleet.ts'

/** A listed drain, as far as a selection says something of it. */
export interface SelectableDrain {
  drain: Pick<DrainFacts, 'processId' | 'region' | 'deploymentId'> & Omit<Stoppable, 'verdict'>
  verdict: Stoppable['verdict']
  reason: string
}

export interface SelectedDrains {
  /** Whom stopping them would cut off. */
  words: string
  /** How many are listed in other regions or deployments than the chosen ones. */
  outside: number
  /** Of every one that is selected: a line each. */
  ids: string
  text: string
}

/**
 * What is said and what is copied of the selected drains: of one set, whatever regions are chosen, as who pastes the IDs
 * stops them all. @param all listed ones. @param inSight those of the choice.
 */
export function selectedDrains(
  all: readonly SelectableDrain[],
  inSight: readonly SelectableDrain[],
  keys: ReadonlySet<string>,
): SelectedDrains {
  const isSelected = ({ drain }: SelectableDrain): boolean => keys.has(drain.processId)
  const listed = all.filter(isSelected)
  const known = new Set(listed.map(({ drain }) => drain.processId))
  const unlisted = [...keys].filter((processId) => !known.has(processId))
  const stoppable = listed.map(({ verdict, drain: { connections, rooms, connectionsFresh } }) => {
    return { verdict, connections, rooms, connectionsFresh }
  })
  return {
    words: stopWords(stoppable, unlisted.length),
    outside: listed.length - inSight.filter(isSelected).length,
    ids: [...known, ...unlisted].join('\n'),
    text: [...listed.map(lineOf), ...unlisted.map((processId) => `${processId} · no longer listed`)].join('\n'),
  }
}

/** A drain as it is pasted to somebody else. */
const lineOf = ({ drain, verdict, reason }: SelectableDrain): string =>
  [drain.processId, drain.region, `deployment ${drain.deploymentId}`, `${verdict}: ${reason}`].join(' · ')
