import { OptionError } from './optionError.ts'

/** What can go on in the world beyond a usual day, with one line on each. */
export const STORIES = {
  rollout: 'a new deployment goes out at once; up to a third of the fleet drains for it',
  'bad-build': 'a new deployment whose processes often never start and whose rooms end within two minutes',
  'matchmaker-down': 'no room starts any more; connections decay as matches end',
  'host-down': 'the busiest host dies with all its processes and does not come back',
  'region-full': 'Frankfurt starts no more processes while twice the rooms are asked for',
  'quiet-night': 'a tenth of the usual rooms, half as many players in each',
} as const

export type StoryName = keyof typeof STORIES

export const STORY_NAMES = Object.keys(STORIES) as StoryName[]

/** Throws OptionError when there is no such story. */
export function parseStory(text: string): StoryName {
  const name = STORY_NAMES.find((known) => known === text)
  if (!name) throw new OptionError(`no story "${text}"; known: ${STORY_NAMES.join(', ')}`)
  return name
}

export interface Effects {
  /** Factor on the rooms asked for. */
  demand: number
  /** Factor on the players in a new room. */
  players: number
  mayStart: boolean
  /** Share of the fleet that may drain at once. */
  drainShare: number
}

const USUAL: Effects = { demand: 1, players: 1, mayStart: true, drainShare: 0.06 }

/** What a story changes in a region. */
export function effectsOf(story: StoryName | null, regionName: string): Effects {
  switch (story) {
    case 'rollout':
      return { ...USUAL, drainShare: 0.33 }
    case 'matchmaker-down':
      return { ...USUAL, demand: 0 }
    case 'quiet-night':
      return { ...USUAL, demand: 0.1, players: 0.5 }
    case 'region-full':
      return regionName === 'Frankfurt' ? { ...USUAL, demand: 2, mayStart: false, drainShare: 0 } : USUAL
    default:
      return USUAL
  }
}
