import { useSyncExternalStore } from 'react'
import { createExporter, type ExportState } from '../view/export/exporter.ts'
import { saveFile } from '../view/export/saveFile.ts'

/** Exports of this visit; what writes the files comes with the first one. */
export const exporter = createExporter({ load: () => import('../view/export/writeExport.ts'), save: saveFile })

/** What the export is doing. */
export const useExportState = (): ExportState => useSyncExternalStore(exporter.subscribe, exporter.state)
