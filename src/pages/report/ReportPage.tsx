import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from '../../components/controls/Segmented.tsx'
import { Button } from '../../components/controls/Button.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { Notice } from '../../components/status/Notice.tsx'
import { capacityReportQuery } from '../../engine/queries/pages.ts'
import { duration } from '../../fleet/words.ts'
import type { CapacityReport } from '../../types/report.ts'
import { oneDecimal } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { fullTime } from '../../view/time.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { FirstData } from '../../widgets/FirstData.tsx'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { Prices } from './Prices.tsx'
import { ReportTable } from './ReportTable.tsx'
import { saveReport } from './reportCsv.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './ReportPage.module.css'

const DAY = 86_400_000
const HOUR = 3_600_000
const CHOICES = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '14', label: '14 days' },
] as const

/** What the fleet came to over a week: for planning, and for who pays. */
export function ReportPage() {
  return (
    <>
      <title>Report · Roomdeck</title>
      <h1 className="visuallyHidden">Report</h1>
      <FirstData>{() => <Report />}</FirstData>
    </>
  )
}

function Report() {
  const { engine } = useDeck()
  const setSearch = useSetSearch()
  const days = useChoice('days') ?? '7'
  const { data, error } = useQuery(capacityReportQuery(engine, Number(days) * DAY))
  if (data === undefined) {
    return error ? <p role="alert">The report can’t be shown: {error.message}. Reload the page.</p> : null
  }
  return (
    <div className={shared.page}>
      <Head report={data}>
        <Segmented
          label="How long"
          choices={CHOICES}
          value={days}
          onChange={(value) => setSearch({ days: value === '7' ? undefined : value })}
        />
      </Head>
      {data.rows.length === 0 && <Notice title="Nothing was watched yet">It is added up from now on.</Notice>}
      <ReportTable report={data} of="region" />
      <ReportTable report={data} of="deployment" />
      <p className={shared.limits}>
        Of what this browser watched; what nobody watched adds nothing, so that hours and bytes are lower bounds. Peaks
        are those of the quarter of an hour, and of deployments of the minute, that began then. Egress is added up from
        rates, which counters that start anew leave unknown for a while. Deployments are kept for two days.
      </p>
    </div>
  )
}

function Head({ report, children }: { report: CapacityReport; children: ReactNode }) {
  const { zone } = usePreferences()
  const { from, to, rows } = report
  const [whole] = rows
  const seen = whole?.of === 'whole' ? whole.coveredMs : 0
  return (
    <Panel
      title="Capacity and cost"
      aside={
        <span className={classes.aside}>
          {children}
          <Button look="quiet" onClick={() => saveReport(report)}>
            Save as CSV
          </Button>
          <Button look="quiet" onClick={() => window.print()}>
            Print
          </Button>
        </span>
      }
    >
      <p className={classes.head}>
        {fullTime(from, zone)} to {fullTime(to, zone)} ·{' '}
        <b>
          of {oneDecimal(Math.round((to - from) / HOUR))} h seen {hoursSeen(seen)}
        </b>
      </p>
      <Prices />
    </Panel>
  )
}

/** `166.2 h`; under an hour as minutes are said. */
const hoursSeen = (ms: number): string => (ms < HOUR ? duration(ms) : `${(ms / HOUR).toFixed(1)} h`)
