import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { servedQuery } from '../../engine/queries/snapshot.ts'
import { answersAs, type PageConfig } from '../../types/config.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useFeedStatus } from '../../widgets/useFeed.ts'
import classes from './Shell.module.css'

const TRIED = 'roomdeck.served.tried'

/** Whose processes they are. */
const identityOf = ({ source, app, regions }: PageConfig): string => JSON.stringify([answersAs(source), app, regions])

/** Notes that something was reloaded for; false when that was done before, or cannot be noted. */
function isFirstTry(served: string): boolean {
  try {
    if (sessionStorage.getItem(TRIED) === served) return false
    sessionStorage.setItem(TRIED, served)
    return true
  } catch {
    return false
  }
}

/**
 * The server serves a newer build of this app, or was started anew for another source: a wall screen reloads itself,
 * once; somebody at a desk is told.
 */
export function NewlyServed({ onWall }: { onWall: boolean }) {
  const { config, clock } = useDeck()
  const { data: served } = useQuery(servedQuery(clock, config, useFeedStatus() === 'Failing'))
  const isOther = identityOf(served) !== identityOf(config)
  const isNew = isOther || served.build !== config.build
  const said = `${served.build} ${identityOf(served)}`
  useEffect(() => {
    if (isNew && onWall && isFirstTry(said)) window.location.reload()
  }, [isNew, onWall, said])
  if (!isNew || onWall) return null
  return (
    <div role="status" aria-label={isOther ? 'Another source' : 'New version'} className={classes.news}>
      {isOther ? (
        <>
          This server now watches <ForeignText text={served.source.label} /> / <ForeignText text={served.app} />; this
          page is of what it watched before.{' '}
        </>
      ) : (
        'A newer version of this page is served. '
      )}
      <button type="button" onClick={() => window.location.reload()}>
        Reload
      </button>
    </div>
  )
}
