import { createNonce, documentHeaders } from './headers.ts'

/** Stands in the built page wherever the nonce belongs; vite.config.ts names the same word. */
const PLACEHOLDER = '__ROOMDECK_NONCE__'

/** Gives the page's HTML for a path: the built file, or what the development server makes of it. */
export type HtmlSource = (path: string) => string | Promise<string>

/** The app's document with a nonce of its own. */
export async function createDocument(html: HtmlSource, path: string, dev: boolean): Promise<Response> {
  const nonce = createNonce()
  const body = (await html(path)).replaceAll(PLACEHOLDER, nonce)
  return new Response(body, { headers: documentHeaders(nonce, dev) })
}
