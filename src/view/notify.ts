import { preferences } from './preferences.ts'

/** Whether this browser can show notifications at all. */
export const canNotify = (): boolean => 'Notification' in globalThis

/** Whether the viewer of this browser has let the page show them. */
export const mayNotify = (): boolean => canNotify() && Notification.permission === 'granted'

/** Asks for consent; true when there is. */
export async function askToNotify(): Promise<boolean> {
  if (!canNotify()) return false
  if (mayNotify()) return true
  return (await Notification.requestPermission()) === 'granted'
}

/**
 * Shows a notification where the viewer wants them.
 * @param tag names what it is about: tabs that say the same show it once.
 */
export function notify(title: string, body: string, tag: string): void {
  if (!preferences().notify || !mayNotify()) return
  try {
    const shown = new Notification(title, { body, tag })
    shown.addEventListener('click', () => window.focus())
  } catch {
    // Some browsers show them from a service worker only: the page itself says it, too.
  }
}
