import { countersAt, resetEgress } from './counters.ts'
import { createFaultSet, type Fault, type FaultSet } from './faults.ts'
import { createFeed, type RowPieces } from './feed.ts'
import { joinRows } from './joinRows.ts'
import type { Counters, Process, World } from './model.ts'
import { KNOWN_REGION_NAMES, REGION_PLANS } from './regions.ts'
import { damage, NEW_REGION, touchesRows, type LooseRow } from './rowFaults.ts'
import type { StoryName } from './stories.ts'
import { tellStory } from './story.ts'
import { advance, createWorld, type WorldOptions } from './world.ts'

export type ListName = 'running' | 'stopped'

/** A world that answers the contract's questions, with faults. All times in epoch ms of the world. */
export interface Simulator {
  readonly world: World
  readonly faults: FaultSet
  /** Lives on to a time; asking for an earlier one changes nothing. */
  liveTo(at: number): void
  setFaults(list: readonly Fault[]): void
  setStory(name: StoryName | null): void
  knowsRegion(name: string): boolean
  /** A list as JSON in UTF-8. */
  list(name: ListName, region: string | null): Buffer
  /** One process as JSON text; null when it is not known. */
  info(processId: string): string | null
  /** Names everything that an answer depends on but the address, so that answers can be kept. */
  version(): string
}

export function createSimulator(options: WorldOptions, start: number): Simulator {
  const world = createWorld(options, start)
  const feed = createFeed(world)
  let faults = createFaultSet([])
  let changes = 0
  const frozen = new Map<string, Counters>()

  const processesOf = (name: ListName, region: string | null): Process[] => {
    // Newest first, as the real endpoint lists them.
    const stopped = (): Process[] => world.stopped.toReversed()
    const running = (): Process[] => world.regions.flatMap((one) => [...one.processes.values()].reverse())
    return (name === 'running' ? running() : stopped()).filter((process) => {
      const own = REGION_PLANS[process.region]?.name ?? ''
      return (region === null || own === region) && !faults.regionsDown.has(own)
    })
  }

  return {
    world,
    get faults() {
      return faults
    },
    liveTo(at) {
      if (!faults.has('frozen')) advance(world, at)
    },
    setFaults(list) {
      const before = faults
      faults = createFaultSet(list)
      changes += 1
      const everyone = (): Process[] => processesOf('running', null)
      if (faults.has('freeze-counters') && !before.has('freeze-counters')) {
        frozen.clear()
        for (const process of everyone()) frozen.set(process.id, countersAt(world, process, world.tick))
      }
      world.resetting = faults.has('reset-counters')
      if (!world.resetting || before.has('reset-counters')) return
      for (const process of everyone()) {
        resetEgress(process, world.tick)
        process.version += 1
      }
    },
    setStory(name) {
      tellStory(world, name)
      changes += 1
    },
    knowsRegion: (name) => KNOWN_REGION_NAMES.has(name) || (name === NEW_REGION && faults.has('new-enums')),
    list(name, region) {
      const rows = processesOf(name, touchesRows(faults) ? null : region).map<Readonly<RowPieces> | string>(
        name === 'running' ? feed.running : feed.stopped,
      )
      const sound = joinRows(rows)
      if (!touchesRows(faults)) return sound
      const loose = JSON.parse(sound.toString('latin1')) as LooseRow[]
      return Buffer.from(JSON.stringify(damage(loose, faults, region, frozen)))
    },
    info(processId) {
      const process = world.byId.get(processId)
      return process ? feed.stopped(process) : null
    },
    version: () => `${world.tick}/${changes}`,
  }
}
