import { useQuery } from '@tanstack/react-query'
import { Panel } from '../../components/layout/Panel.tsx'
import { FigureTable, Small, type FigureColumn } from '../../components/table/FigureTable.tsx'
import { alertPreviewsQuery } from '../../engine/queries/pages.ts'
import { ALERT_RULE_FACTS } from '../../fleet/alertRules.ts'
import { counted, duration } from '../../fleet/words.ts'
import { ALERT_RULES, type AlertPreview, type AlertRule } from '../../types/alerts.ts'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import { clockOrDay, type Zone } from '../../view/time.ts'
import { unbroken } from '../../view/unbroken.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useSnapshot } from '../../widgets/useFeed.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './AlertsPage.module.css'

const COLUMNS: readonly FigureColumn[] = [
  { label: 'Rule' },
  { label: 'Fires when', words: true },
  { label: 'Not for', words: true },
  { label: 'Would have fired', words: true, hint: 'Judged anew over the history that is kept' },
]

/** What is watched for, and how often it would have fired. */
export function AlertRules() {
  const { engine } = useDeck()
  const { mutedRules, zone } = usePreferences()
  const now = useSnapshot()?.feedTime ?? 0
  const previews = useQuery(alertPreviewsQuery(engine)).data
  const byRule = new Map(previews?.map((preview) => [preview.rule, preview]))
  return (
    <Panel title="Rules" aside="unticked ones are neither shown nor told" flush>
      <FigureTable label="Rules" columns={COLUMNS}>
        {ALERT_RULES.map((rule) => (
          <tr key={rule}>
            <th scope="row">
              <label className={classes.choice}>
                <input type="checkbox" checked={!mutedRules.includes(rule)} onChange={() => toggle(mutedRules, rule)} />
                {rule}
              </label>
            </th>
            <td data-words="true">{ALERT_RULE_FACTS[rule].fires}</td>
            <td data-words="true" className={shared.muted}>
              {ALERT_RULE_FACTS[rule].not}
            </td>
            <td data-words="true">
              <Preview preview={byRule.get(rule)} now={now} zone={zone} />
            </td>
          </tr>
        ))}
      </FigureTable>
    </Panel>
  )
}

const toggle = (muted: readonly string[], rule: AlertRule): void =>
  setPreference('mutedRules', muted.includes(rule) ? muted.filter((one) => one !== rule) : [...muted, rule])

const MOST_TIMES = 5
const LEAST_KEPT_MS = 60_000

/** `3 times in the last 6 h`, and when. */
function Preview({ preview, now, zone }: { preview: AlertPreview | undefined; now: number; zone: Zone }) {
  if (preview === undefined) return null
  if (preview.fired === null) return <span className={shared.muted}>not kept</span>
  const { times, overMs } = preview.fired
  if (overMs < LEAST_KEPT_MS) return <span className={shared.muted}>nothing kept yet</span>
  const newest = times.toReversed()
  return (
    <>
      {times.length === 0 ? 'never' : counted(times.length, 'time')} in the last {unbroken(duration(overMs))}
      {times.length > 0 && (
        <Small>
          {newest
            .slice(0, MOST_TIMES)
            .map((at) => clockOrDay(at, now, zone))
            .join(', ')}
          {times.length > MOST_TIMES && ' …'}
        </Small>
      )}
    </>
  )
}
