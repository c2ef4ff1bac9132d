import { lazyPart } from '../../components/status/lazyPart.tsx'
import { type ComponentProps } from 'react'
import { OnDemand } from '../../components/controls/OnDemand.tsx'
import type { Search } from '../../view/search.ts'
import { toggled, useChoice, useSetSearch } from '../useSearchState.ts'
import type { ShownChart } from './ChartMenuOpen.tsx'
import classes from './ChartMenu.module.css'

/** A chart that can be shown as a table, as the address names it. */
export type ChartPlace = NonNullable<Search['table']>[number]

const load = async () => ({ default: (await import('./ChartMenuOpen.tsx')).ChartMenuOpen })
const Menu = lazyPart('The menu', load)

/** Whether a chart is shown as a table. */
export const useAsTable = (place: ChartPlace): boolean => useChoice('table')?.includes(place) ?? false

/**
 * What else can be done with a chart.
 * @param props.name whose it is, for assistive technology.
 * @param props.chart what is shown, asked for when it is needed.
 */
export function ChartMenu({ place, name, chart }: { place: ChartPlace; name: string; chart: () => ShownChart }) {
  const setSearch = useSetSearch()
  const tables = useChoice('table')
  const asTable = useAsTable(place)
  return (
    <OnDemand load={load} renderButton={(stand) => <ChartMenuButton {...stand} name={name} />}>
      <Menu
        renderButton={(props) => <ChartMenuButton {...props} name={name} />}
        chart={chart}
        asTable={asTable}
        onTable={() => setSearch({ table: toggled(tables, place) })}
      />
    </OnDemand>
  )
}

/** A chart with its menu in its legend: what `TimeChart` has to take for both. */
export const useChartMenu = (place: ChartPlace, name: string, chart: () => ShownChart) => ({
  asTable: useAsTable(place),
  aside: <ChartMenu place={place} name={name} chart={chart} />,
})

function ChartMenuButton({ name, ...props }: ComponentProps<'button'> & { name: string }) {
  return (
    <button {...props} type="button" className={classes.more} aria-label={`More of ${name}`} title="Table, CSV">
      ⋯
    </button>
  )
}
