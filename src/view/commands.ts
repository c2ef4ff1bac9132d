/** Something that the viewer can have done, by a key, by the palette or by a control of its own. */
export interface Command {
  id: string
  label: string
  group: (typeof COMMAND_GROUPS)[number]
  /** A key as `useHotkeys` reads it; plain keys hold outside of fields only. */
  keys?: string
  /** Said beside it, such as what it is now. */
  hint?: string
  run: () => void
}

export const COMMAND_GROUPS = ['Find', 'Go to', 'Feed', 'Time', 'Look', 'Copy'] as const

const NAMES: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' }

/** `mod+K` as it is said: `Ctrl + K`. */
export const keyWords = (keys: string): string =>
  keys
    .split('+')
    .map((key) => NAMES[key] ?? key)
    .join(' + ')

/** Commands whose words hold every word of a text, in their order. */
export function findCommands(commands: readonly Command[], text: string): Command[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return commands.filter(({ label, group, hint = '' }) => {
    const all = `${group} ${label} ${hint}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
