import { deploymentAt, forcedAt } from './deployments.ts'
import { terminateProcess } from './lifecycle.ts'
import { schedule, type World } from './model.ts'
import type { StoryName } from './stories.ts'

/** Begins a story at the world's present second, or ends the one that is told. */
export function tellStory(world: World, name: StoryName | null): void {
  if (name === (world.story?.name ?? null)) return
  world.story = name === null ? null : { name, since: world.tick }
  world.downHosts.clear()
  if (name !== 'bad-build') world.badDeployment = null
  if (name === 'rollout' || name === 'bad-build') rollOut(world, name === 'bad-build')
  if (name === 'host-down') killHost(world)
}

/** A deployment beside the schedule, from now on region by region; in each it begins with a surge. */
function rollOut(world: World, bad: boolean): void {
  const before = Math.max(...world.regions.map((region) => deploymentAt(world, region.index, world.tick)))
  world.forced.push(world.tick)
  if (bad) world.badDeployment = before + 1
  for (const region of world.regions) schedule(world, forcedAt(world.tick, region.index), 'surge', region)
}

/** The host with the most processes dies. */
function killHost(world: World): void {
  const counts = new Map<string, number>()
  for (const region of world.regions) {
    for (const { host } of region.processes.values()) counts.set(host, (counts.get(host) ?? 0) + 1)
  }
  const busiest = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0])[0]
  world.downHosts.add(busiest)
  for (const region of world.regions) {
    for (const process of [...region.processes.values()]) {
      if (process.host === busiest) terminateProcess(world, region, process, world.tick)
    }
  }
}
