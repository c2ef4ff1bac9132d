import { Menu } from '@mantine/core'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import type { FacetCounts } from '../../select/filter.ts'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import { toggled } from '../../widgets/useSearchState.ts'
import { ColumnButton, OlderButton } from './menuButtons.tsx'
import { PROCESS_COLUMNS } from './processColumns.tsx'

interface OlderDeploymentsProps {
  deployments: FacetCounts['deployments']
  share: (n: number) => string
  onToggle: (deploymentId: string) => void
  defaultOpened: boolean
}

/** Deployments that are too many for chips of their own. */
export function OlderDeployments({ deployments, share, onToggle, defaultOpened }: OlderDeploymentsProps) {
  return (
    <Menu position="bottom-start" withinPortal defaultOpened={defaultOpened}>
      <Menu.Target>
        <OlderButton n={deployments.length} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Filter by deployment</Menu.Label>
        {deployments.map(([id, n]) => (
          <Menu.Item key={id} onClick={() => onToggle(id)}>
            <ForeignText text={id} /> · {share(n)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Which columns the process table shows. */
export function ColumnMenu({ defaultOpened }: { defaultOpened: boolean }) {
  const { hiddenColumns } = usePreferences()
  const toggle = (id: string): void => setPreference('hiddenColumns', toggled(hiddenColumns, id) ?? [])
  return (
    <Menu position="bottom-end" closeOnItemClick={false} withinPortal defaultOpened={defaultOpened}>
      <Menu.Target>
        <ColumnButton />
      </Menu.Target>
      <Menu.Dropdown>
        {PROCESS_COLUMNS.filter((column) => column.id !== 'process').map((column) => {
          const shown = !hiddenColumns.includes(column.id)
          return (
            <Menu.CheckboxItem
              key={column.id}
              checked={shown}
              closeMenuOnClick={false}
              onChange={() => toggle(column.id)}
            >
              {column.label}
            </Menu.CheckboxItem>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
