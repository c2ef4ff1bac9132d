import { Button } from '../../components/controls/Button.tsx'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Notice } from '../../components/status/Notice.tsx'

/** A page that could not be drawn, or whose code could not be loaded after a new version was put up. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  const message = error instanceof Error ? error.message : 'an unknown fault'
  const missingCode = /dynamically imported module|Importing a module script failed/i.test(message)
  return (
    <Notice title={missingCode ? 'A new version is up' : 'This page could not be drawn'} tone="bad">
      <title>Roomdeck</title>
      <p>{missingCode ? 'Part of this page is no longer on the server.' : message}</p>
      {missingCode ? <a href={window.location.href}>Reload</a> : <Button onClick={reset}>Try again</Button>}
    </Notice>
  )
}
