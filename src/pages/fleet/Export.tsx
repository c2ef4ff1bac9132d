import { lazyPart } from '../../components/status/lazyPart.tsx'
import { memo, Suspense, useCallback, useMemo, useRef } from 'react'
import { OnDemand } from '../../components/controls/OnDemand.tsx'
import { startedWords } from '../../view/export/kinds.ts'
import type { ExportState } from '../../view/export/exporter.ts'
import { useExportState } from '../../widgets/exports.ts'
import { ToolButton } from './menuButtons.tsx'
import { ShownContext, type Shown } from './shown.ts'

const loadMenu = async () => ({ default: (await import('./ExportMenu.tsx')).ExportMenu })
const ExportMenu = lazyPart('The export', loadMenu)
const ExportBar = lazyPart('The export', async () => ({ default: (await import('./ExportBar.tsx')).ExportBar }))

/** Files of what the table shows. A poll reaches the menu through a context, so that a closed one is not drawn again. */
export function Export({ snapshot, view, selected }: Shown) {
  const shown = useMemo(() => ({ snapshot, view, selected }), [snapshot, view, selected])
  return (
    <ShownContext value={shown}>
      <MenuAndBar />
    </ShownContext>
  )
}

/** The menu, and what the export is doing: it goes on while its user is elsewhere, and is there again on return. */
const MenuAndBar = memo(function MenuAndBar() {
  const state = useExportState()
  const place = useRef<HTMLSpanElement>(null)
  const toButton = useCallback(() => place.current?.querySelector('button')?.focus(), [])
  return (
    <>
      <span ref={place}>
        <OnDemand load={loadMenu} renderButton={(props) => <ToolButton {...props}>Export</ToolButton>}>
          <ExportMenu />
        </OnDemand>
      </span>
      <div className="visuallyHidden" role="status">
        {saidOf(state)}
      </div>
      <Suspense fallback={null}>{state.stage !== 'idle' && <ExportBar onClosed={toButton} />}</Suspense>
    </>
  )
})

/** Said once when it begins and once when it ends; figures in between are for those who look. */
const saidOf = (state: ExportState): string =>
  state.stage === 'idle' ? '' : state.stage === 'ended' ? state.words : startedWords(state.kind)
