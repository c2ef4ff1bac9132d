/** What was sent as JSON for reading; null when it is nested too deep to be written. */
export function inFull(sent: unknown): string | null {
  try {
    return JSON.stringify(sent, null, 2) ?? null
  } catch {
    return null
  }
}
