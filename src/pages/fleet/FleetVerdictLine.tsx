import { fleetVerdict, type FleetLevel } from '../../fleet/fleetVerdict.ts'
import type { FleetFact } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { FleetLinked } from '../../widgets/FleetLinked.tsx'
import { useFeedStatus } from '../../widgets/useFeed.ts'
import classes from './FleetVerdictLine.module.css'

const ICONS: Readonly<Record<FleetLevel, string>> = { OK: '✓', Watch: '◆', 'Act now': '✕', "Can't tell": '?' }
const MOST = 4

/** One look: is the fleet all right, and the worst facts, each a link. */
export function FleetVerdictLine({ snapshot }: { snapshot: FleetSnapshot }) {
  const status = useFeedStatus()
  const blind =
    status === 'Failing'
      ? `the last poll failed: ${snapshot.feed.failure?.detail ?? 'no answer'}`
      : status === 'Stale'
        ? 'the last answer is too old'
        : status === 'Paused'
          ? 'polling is paused'
          : null
  const { level, facts } = fleetVerdict({
    facts: snapshot.facts,
    feedTime: snapshot.feedTime,
    feed: snapshot.feed,
    totals: snapshot.totals,
    staleCounters: snapshot.health.staleCounters,
    blind,
  })
  return (
    <section className={classes.line} data-level={level} aria-label="Verdict">
      <span className={classes.level}>
        <span aria-hidden="true">{ICONS[level]}</span> {level}
      </span>
      {facts.length === 0 ? (
        <span>nothing needs attention</span>
      ) : (
        <ul className={classes.facts}>
          {keyed(facts.slice(0, MOST)).map(({ key, fact }) => (
            <li key={key}>
              <FleetLinked words={fact.words} {...fact.link} />
            </li>
          ))}
          {facts.length > MOST && <li>and {facts.length - MOST} more</li>}
        </ul>
      )}
    </section>
  )
}

/** Facts by their words without the numbers, which change; the second of several that are alike is `… 2`. */
function keyed(facts: readonly FleetFact[]): { key: string; fact: FleetFact }[] {
  const alike = new Map<string, number>()
  return facts.map((fact) => {
    const words = fact.words.replaceAll(/\d+/g, '#')
    const n = (alike.get(words) ?? 0) + 1
    alike.set(words, n)
    return { key: `${words} ${n}`, fact }
  })
}
