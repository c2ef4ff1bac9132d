import { foreignBlock, foreignText, MOST_SHOWN } from './foreignText.ts'

/** A stranger's text, as text only: isolated from the direction of what stands around it, nothing in it hidden. */
export function ForeignText({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <bdi className={className} {...(text.length > MOST_SHOWN ? { title: text } : {})}>
      {foreignText(text)}
    </bdi>
  )
}

// What scrolls must be reached by keyboard.
const SCROLLED = { tabIndex: 0 } as const

/** The same over several lines, whole; long ones scroll. */
export function ForeignBlock({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <pre className={className} {...SCROLLED}>
      <bdi>{foreignBlock(text)}</bdi>
    </pre>
  )
}
