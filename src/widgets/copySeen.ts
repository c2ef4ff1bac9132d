import type { SeenFormat } from '../view/seenText.ts'
import { bothTimes, type Zone } from '../view/time.ts'
import { say } from './said.ts'

/**
 * Puts the page as it is seen on the clipboard: what it is, when, under which choices, and where to see it again.
 * @param more lines that stand before what is seen.
 */
export async function copySeen(format: SeenFormat, zone: Zone, more: readonly string[] = []): Promise<void> {
  const page = document.getElementById('page')
  if (page === null) return
  // The first table does not need it.
  const parts = await import('../view/seenText.ts').catch(() => null)
  if (parts === null) return say('This page cannot be copied yet: its server does not answer')
  const [title, feed] = [document.title, document.querySelector('[role=status][aria-label=Feed]')]
  const head = [
    format === 'markdown' ? `## ${title}` : title,
    `${bothTimes(Date.now(), zone)} · ${feed?.textContent ?? ''}`,
    window.location.href,
    ...more,
  ]
  try {
    await navigator.clipboard.writeText(`${head.join('\n\n')}\n\n${parts.seenText(page, format)}\n`)
    say('Copied what this page shows')
  } catch {
    say('This browser does not let the page copy: it needs https or localhost, and your leave')
  }
}
