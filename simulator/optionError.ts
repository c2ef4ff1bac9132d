/** A flag or a fault that can't be used. The message is one line: what was given and what is allowed. */
export class OptionError extends Error {
  override name = 'OptionError'
}
