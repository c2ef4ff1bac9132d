import { Menu } from '@mantine/core'
import { use } from 'react'
import { OpenMenu } from '../../components/controls/OpenMenu.tsx'
import { EXPORT_KINDS, type ExportKind } from '../../view/export/kinds.ts'
import { scopeWords } from '../../view/export/exportWords.ts'
import { useExportState } from '../../widgets/exports.ts'
import { ToolButton } from './menuButtons.tsx'
import { idsOf, ShownContext } from './shown.ts'
import { FollowShown, useExportStart } from './useExportStart.tsx'

/** What can be exported. */
export function ExportMenu() {
  const { follow, start } = useExportStart()
  return (
    <>
      <FollowShown onShown={follow} />
      <OpenMenu renderButton={(props) => <ToolButton {...props}>Export</ToolButton>}>
        <Kinds onChoose={start} />
      </OpenMenu>
    </>
  )
}

function Kinds({ onChoose }: { onChoose: (kind: ExportKind) => void }) {
  const shown = use(ShownContext)
  const running = useExportState().stage === 'running'
  const chosen = shown === null ? 0 : shown.selected.size === 0 ? shown.view.order.length : idsOf(shown).length
  const scope = shown === null ? '' : scopeWords(chosen, shown.snapshot.live, shown.view.sort, shown.selected.size > 0)
  const barred = running || chosen === 0
  return (
    <>
      <Menu.Label>{running ? 'An export is running' : scope}</Menu.Label>
      {EXPORT_KINDS.map((kind) => (
        // Not `disabled`: a menu in which nothing takes the focus does not hear Escape.
        <Menu.Item
          key={kind.id}
          aria-disabled={barred}
          {...(barred ? { c: 'dimmed' } : {})}
          closeMenuOnClick={!barred}
          onClick={() => !barred && onChoose(kind)}
        >
          {kind.label}
        </Menu.Item>
      ))}
    </>
  )
}
