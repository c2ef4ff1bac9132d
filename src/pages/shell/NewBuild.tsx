import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { buildQuery } from '../../engine/queries/snapshot.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import classes from './Shell.module.css'

const TRIED = 'roomdeck.build.tried'

/** Notes that a build was reloaded for; false when that was done before, or cannot be noted. */
function isFirstTry(build: string): boolean {
  try {
    if (sessionStorage.getItem(TRIED) === build) return false
    sessionStorage.setItem(TRIED, build)
    return true
  } catch {
    return false
  }
}

/** A newer build of this app is served: a wall screen reloads itself, once; somebody at a desk is told. */
export function NewBuild({ onWall }: { onWall: boolean }) {
  const { config, clock } = useDeck()
  const { data: served } = useQuery(buildQuery(clock, config.build))
  const isNew = served !== config.build
  useEffect(() => {
    if (isNew && onWall && isFirstTry(served)) window.location.reload()
  }, [isNew, onWall, served])
  if (!isNew || onWall) return null
  return (
    <div role="status" aria-label="New version" className={classes.news}>
      A newer version of this page is served.{' '}
      <button type="button" onClick={() => window.location.reload()}>
        Reload
      </button>
    </div>
  )
}
