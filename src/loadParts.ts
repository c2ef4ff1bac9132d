/** What is on screen comes first: parts are fetched so long after the first answer, ms. */
const QUIET_MS = 3000
/** One that did not come is asked for again after so long, then after twice as long, ms. */
const RETRY_MS = 10_000
const LONGEST_RETRY_MS = 300_000

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Fetches a script without running it; false when it did not come. */
function fetchScript(href: string, nonce: string): Promise<boolean> {
  const link = document.createElement('link')
  Object.assign(link, { rel: 'modulepreload', crossOrigin: '', nonce, href })
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve(true))
    link.addEventListener('error', () => resolve(false))
    document.head.append(link)
  })
}

/**
 * Fetches all scripts that the document names, one after the other, so that every page and menu opens when the server
 * has gone, or serves a newer build, too.
 */
export async function loadParts(nonce: string): Promise<void> {
  const parts = document.querySelector<HTMLMetaElement>('meta[name=parts]')?.content.split(' ') ?? []
  await after(QUIET_MS)
  for (const part of parts) {
    for (let wait = RETRY_MS; !(await fetchScript(part, nonce)); wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      await after(wait)
    }
  }
}
