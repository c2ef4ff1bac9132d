/** First part of the key of all that is made of history: asked for again when a poll has moved it. */
export const HISTORY = 'history'

export const historyOptions = {
  structuralSharing: false,
  gcTime: 10_000,
  retry: false,
  networkMode: 'always',
  placeholderData: <T>(before: T | undefined): T | undefined => before,
} as const

// What belongs to one process is never shown for another, however short.
const { placeholderData: _placeholderData, ...own } = historyOptions
export const ownOptions = own
