import { Notice } from './components/status/Notice.tsx'

/** Nothing could be read of the server: the page has no source to ask. */
export function StartFailure({ reason }: { reason: string }) {
  return (
    <main>
      <title>Roomdeck</title>
      <Notice title="Roomdeck's server could not be read" tone="bad">
        <p>{reason}</p>
        <p>
          Is it still running? <a href="/">Try again</a>
        </p>
      </Notice>
    </main>
  )
}
