/** Why nothing is written where a later version of this page was. */
export const NEWER_WORDS = 'a newer version of this page stores here, and this one leaves that alone'

/** Whether something stored is of a newer format than ours: a later version of this page will want it back as it is. */
export const isNewerFormat = (stored: unknown, format: number): boolean => {
  if (typeof stored !== 'object' || stored === null || !('format' in stored)) return false
  return typeof stored.format === 'number' && stored.format > format
}
