import { use, useCallback, useEffect, useRef } from 'react'
import { needleOf } from '../../select/textIndex.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { capture } from '../../view/export/capture.ts'
import type { ExportKind } from '../../view/export/kinds.ts'
import type { ExportJob } from '../../view/export/writeExport.ts'
import { useDeck, type Deck } from '../../widgets/EngineContext.tsx'
import { exporter } from '../../widgets/exports.ts'
import { useSnapshotReader } from '../../widgets/useFeed.ts'
import { idsOf, ShownContext, type Shown } from './shown.ts'

/** How often the screen is looked at, ms, and how many times, until it shows what is known and asked for. */
const LOOK_MS = 16
const MOST_LOOKS = 600

/** Keeps what is shown at hand without drawing its user anew with every poll. */
export function FollowShown({ onShown }: { onShown: (shown: Shown | null) => void }) {
  const shown = use(ShownContext)
  useEffect(() => onShown(shown), [onShown, shown])
  return null
}

/** Starts an export of the processes on screen, in their order. `follow` is to be told what is shown (FollowShown). */
export function useExportStart(): { follow: (shown: Shown | null) => void; start: (kind: ExportKind) => void } {
  const shown = useRef<Shown | null>(null)
  const deck = useDeck()
  const snapshotNow = useSnapshotReader()
  const follow = useCallback((now: Shown | null): void => void (shown.current = now), [])
  const prepare = async (): Promise<Omit<ExportJob, 'kind'>> => {
    for (let look = 0; look < MOST_LOOKS; look++) {
      const { current } = shown
      if (current !== null && isSettled(current, snapshotNow(), deck)) return jobOf(current, deck)
      await new Promise((resume) => setTimeout(resume, LOOK_MS))
    }
    throw new Error('the table has not come to rest')
  }
  return { follow, start: (kind) => void exporter.start(kind, prepare, deck.engine.rowsInFull) }
}

/**
 * A poll moves the index at once and what stands around the table a frame later; until then slots of the order may be
 * other processes'. A search text is found a moment after its last key.
 */
function isSettled({ snapshot, view }: Shown, newest: FleetSnapshot | undefined, { search }: Deck): boolean {
  const { bits, needle } = search.matches()
  const isFound = bits === null || search.isOf(snapshot)
  return snapshot === newest && !view.searching && view.texts === bits && isFound && needle === needleOf(search.text())
}

function jobOf(shown: Shown, { config, search }: Deck): Omit<ExportJob, 'kind'> {
  const { snapshot, view, selected } = shown
  const { regions, statuses, deployments, hosts, attention } = view.filter
  const chosen: Record<string, string | readonly string[]> = {
    region: regions,
    status: statuses,
    deployment: deployments,
    host: hosts,
    q: search.text().trim(),
    attention: attention ? '1' : '',
  }
  return {
    captured: capture(snapshot, idsOf(shown)),
    about: {
      source: config.source.id,
      app: config.app,
      exportedAt: Date.now(),
      filters: Object.fromEntries(Object.entries(chosen).filter(([, choice]) => choice.length > 0)),
      selection: selected.size > 0,
      sort: { by: view.sort.map(({ key, descending }) => ({ key, descending })), pollsOld: view.behind },
    },
  }
}
