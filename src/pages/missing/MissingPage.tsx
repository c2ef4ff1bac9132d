import { Link } from '@tanstack/react-router'
import { Notice } from '../../components/status/Notice.tsx'

export function MissingPage() {
  return (
    <Notice title="There is no page at this address">
      <title>No such page · Roomdeck</title>
      <h1 className="visuallyHidden">No such page</h1>
      <Link to="/">Back to the fleet</Link>
    </Notice>
  )
}
