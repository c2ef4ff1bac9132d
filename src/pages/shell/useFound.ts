import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { foreignText } from '../../components/status/foreignText.ts'
import { foundRoomsQuery } from '../../engine/queries/pages.ts'
import { counted, regionName } from '../../fleet/words.ts'
import type { FoundRoom } from '../../types/engine.ts'
import type { Command } from '../../view/commands.ts'
import { useSnapshotReader } from '../../widgets/useFeed.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { withSearch } from '../../widgets/useSearchState.ts'

export type Found = Pick<Command, 'id' | 'label' | 'hint' | 'run'> & { keys?: undefined }

const MOST_PROCESSES = 6
const MOST_ROOMS = 4
const MOST_REGIONS = 4
const NO_ROOMS: readonly FoundRoom[] = []

/** Processes, rooms and regions that a text names, and where to look for it in everything else. */
export function useFound(query: string): { named: readonly Found[]; everywhere: Found | null } {
  const navigate = useNavigate()
  const snapshotNow = useSnapshotReader()
  const { search, engine } = useDeck()
  const text = query.trim()
  const rooms = useQuery(foundRoomsQuery(engine, text, MOST_ROOMS)).data ?? NO_ROOMS
  const snapshot = snapshotNow()
  if (text === '' || snapshot === undefined) return { named: [], everywhere: null }
  const lower = text.toLowerCase()
  const { rows } = snapshot.index
  const processes: Found[] = []
  for (const row of rows) {
    if (processes.length >= MOST_PROCESSES) break
    if (row === null || !row.processId.toLowerCase().includes(lower)) continue
    const { processId, region, deploymentId } = row
    processes.push({
      id: `process ${processId}`,
      label: foreignText(processId),
      hint: `process, ${regionName(region)}, ${foreignText(deploymentId)}`,
      run: () => void navigate({ to: '/', search: withSearch({ process: processId }) }),
    })
  }
  const regions = snapshot.regions
    .filter(({ key }) => `${key} ${regionName(key)}`.toLowerCase().includes(lower))
    .slice(0, MOST_REGIONS)
    .map(({ key, processes: n }): Found => ({
      id: `region ${key}`,
      label: foreignText(regionName(key)),
      hint: `region, ${counted(n, 'process', 'processes')}`,
      run: () => void navigate({ to: '/', search: withSearch({ region: [key] }) }),
    }))
  const listed = rooms.map(({ roomId, processId }): Found => ({
    id: `room ${roomId}`,
    label: foreignText(roomId),
    hint: `room, on ${foreignText(processId)}`,
    run: () => void navigate({ to: '/', search: withSearch({ process: processId, roomq: roomId }) }),
  }))
  const everywhere: Found = {
    id: 'everywhere',
    label: `Find “${text}” in processes, rooms and addresses`,
    hint: 'filters the table of processes',
    run: () => {
      search.find(text)
      void navigate({ to: '/', search: withSearch({ q: text }) })
    },
  }
  return { named: [...processes, ...regions, ...listed], everywhere }
}
