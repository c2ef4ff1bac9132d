import type { DrainFacts } from '../types/fleet.ts'

/** Drains of one deployment that were first seen within this of the first of them are one wave (docs/meaning.md, "Empties in"). */
const WAVE_MS = 600_000
/** Waves beyond these are forgotten: the oldest that is over, else the oldest. */
const MOST_WAVES = 60
/** Samples are kept so far apart at first, and twice as far each time they become too many. */
const SAMPLE_MS = 10_000
const MOST_SAMPLES = 400

/** What a drain had when it joined. */
export type WaveMember = Pick<DrainFacts, 'region' | 'roomsFirst' | 'connectionsFirst'>

/** What was left of a wave at one time. */
export interface WaveSample {
  /** Feed time, epoch ms. */
  at: number
  rooms: number
  connections: number
  /** Drains that had joined until then. */
  joined: number
}

/** Drains that began together; it goes on when some of them have ended. */
export interface Wave {
  deploymentId: string
  /** When the first of them was seen draining, epoch ms; a lower bound unless all began in sight. */
  since: number
  sawBegin: boolean
  /** All that ever joined, by process. */
  members: Map<string, WaveMember>
  /** Oldest first; NaN while it was not in sight. */
  samples: WaveSample[]
  sampleMs: number
  /** When none of its drains was listed any more; null before. */
  endedAt: number | null
}

/**
 * The wave that a drain belongs to, begun when it is of none; in place. Null for what was told to stop without draining.
 * @param waves oldest first.
 */
export function joinWave(waves: Wave[], drain: DrainFacts): Wave | null {
  if (!drain.draining) return null
  const { processId, deploymentId, firstSeenAt, waveSince, sawBegin, region, roomsFirst, connectionsFirst } = drain
  let wave = waves.findLast(
    (one) => one.deploymentId === deploymentId && firstSeenAt >= one.since && firstSeenAt - one.since <= WAVE_MS,
  )
  if (wave === undefined) {
    wave = {
      deploymentId,
      since: waveSince ?? firstSeenAt,
      sawBegin,
      members: new Map(),
      samples: [],
      sampleMs: SAMPLE_MS,
      endedAt: null,
    }
    waves.push(wave)
    if (waves.length > MOST_WAVES) waves.splice(Math.max(0, waves.findIndex(isOver)), 1)
  }
  wave.sawBegin &&= sawBegin
  wave.members.set(processId, { region, roomsFirst, connectionsFirst })
  return wave
}

const isOver = ({ endedAt }: Wave): boolean => endedAt !== null

/** Notes what is left of a wave, in place; seldom enough that a long one takes no more room than a short one. */
export function sampleWave(wave: Wave, { at, rooms, connections }: Omit<WaveSample, 'joined'>): void {
  const last = wave.samples.at(-1)
  const joined = wave.members.size
  const isEnd = rooms + connections === 0 && last !== undefined && last.rooms + last.connections !== 0
  // A step up is never missed: it is no room that came back. Nor is the end.
  if (last !== undefined && at - last.at < wave.sampleMs && joined === last.joined && !isEnd) return
  wave.samples.push({ at, rooms, connections, joined })
  if (wave.samples.length <= MOST_SAMPLES) return
  wave.sampleMs *= 2
  wave.samples = thinned(wave.samples)
}

/** Every second one, and the steps up; where these are most of all, they are thinned, too, so that some always go. */
function thinned(samples: readonly WaveSample[]): WaveSample[] {
  const isStep = ({ joined }: WaveSample, index: number): boolean => joined !== samples[index - 1]?.joined
  const keepSteps = samples.filter(isStep).length <= MOST_SAMPLES / 2
  return samples.filter((sample, index) => index % 2 === 0 || (keepSteps && isStep(sample, index)))
}
