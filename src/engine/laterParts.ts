import type { newAlertWatch, watchAlerts } from './alerts.ts'
import type { readEndings } from './endings.ts'
import type { noteWaves } from './noteWaves.ts'
import type { learnedOfRooms, noteSilence } from './outlook.ts'

/** Parts of the engine that the first table does not wait for. */
export interface LaterParts {
  endings: () => Promise<{ readEndings: typeof readEndings }>
  drains: () => Promise<{
    learnedOfRooms: typeof learnedOfRooms
    noteSilence: typeof noteSilence
    noteWaves: typeof noteWaves
  }>
  alerts: () => Promise<{
    newAlertWatch: typeof newAlertWatch
    watchAlerts: typeof watchAlerts
  }>
}

/** Loaded when they are needed first: in a browser each is a script of its own. */
export const laterParts: LaterParts = {
  endings: () => import('./endings.ts'),
  drains: async () => ({ ...(await import('./outlook.ts')), ...(await import('./noteWaves.ts')) }),
  alerts: () => import('./alerts.ts'),
}
