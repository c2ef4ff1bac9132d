import { beginDay, POLL_MS, START, type WorldOptions } from './beginDay.ts'
import { createDrainStories, type DrainStory } from './drainStories.ts'
import { createEndJudge, type EndTally } from './judgeEnds.ts'
import { createFeedJudge, type FeedTally } from './judgeFeed.ts'
import { createSlotJudge, type SlotTally } from './judgeSlots.ts'

const HOUR = 3_600_000
const TOMBSTONES_EVERY_MS = 20_000

export interface DayOptions extends Omit<WorldOptions, 'alerts'> {
  hours: number
}

export interface DayPlayed {
  drains: DrainStory[]
  feed: FeedTally
  ends: EndTally
  slots: SlotTally
}

/** A host dies for good at two thirds of a troubled day: somebody has to be lost. */
const HOST_DOWN_AT = 2 / 3

/** Lives one day of a seeded world, polled as the page does, and judges what is said on the way. */
export async function playDay({ hours, ...options }: DayOptions): Promise<DayPlayed> {
  const { simulator, engine, poll } = beginDay({ ...options, alerts: false })
  const drains = createDrainStories()
  const feed = createFeedJudge(engine)
  const ends = createEndJudge()
  const slots = createSlotJudge()
  const downAt = START + Math.floor((hours * HOST_DOWN_AT * HOUR) / POLL_MS) * POLL_MS
  for (let moment = await poll(); moment.now <= START + hours * HOUR; moment = await poll()) {
    const { now } = moment
    if (options.condition === 'troubled' && now === downAt) simulator.setStory('host-down')
    drains.see(moment, (await engine.drains({ regions: [], deployments: [], wave: null })).drains)
    await feed.see(moment)
    // What ended is told for a minute at least.
    ends.see(moment, (now - START) % TOMBSTONES_EVERY_MS === 0 ? await engine.tombstones() : [])
    // Of a troubled feed the scorer itself can't count what took a slot.
    if (options.condition === 'sound') {
      slots.see(moment)
      if (slots.asks(now)) slots.ask(await engine.capacity())
    }
  }
  return { drains: drains.all(), feed: feed.tally, ends: ends.judge(simulator.world), slots: slots.judge() }
}
