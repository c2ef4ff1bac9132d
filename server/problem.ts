/** A start-up error: one clear line that names the key, never the value of a secret. */
export class StartError extends Error {
  override name = 'StartError'
}
