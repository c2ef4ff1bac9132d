import { lazyPart } from '../../components/status/lazyPart.tsx'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { backOf, LEAST_AWAY_MS, markOf, type AwayMark } from '../../fleet/awayMarks.ts'
import { usePaused } from '../../widgets/pauseStore.ts'
import { useSnapshot } from '../../widgets/useFeed.ts'
import type { Absence } from './AwayList.tsx'

// Who stays needs it never.
const AwayList = lazyPart('What happened meanwhile', async () => ({
  default: (await import('./AwayList.tsx')).AwayList,
}))

/** What changed while the tab was hidden or the feed paused, once the first answer after it is here. */
function useAbsence(): [Absence | null, () => void] {
  const snapshot = useSnapshot()
  const paused = usePaused()
  const [absence, setAbsence] = useState<Absence | null>(null)
  const left = useRef<AwayMark | null>(null)
  const newest = useRef(snapshot)
  useEffect(() => void (newest.current = snapshot))
  useEffect(() => {
    const leave = (): void => {
      if (document.hidden && newest.current && newest.current.seq > 0) left.current ??= markOf(newest.current)
    }
    document.addEventListener('visibilitychange', leave)
    return () => document.removeEventListener('visibilitychange', leave)
  }, [])
  useEffect(() => {
    if (paused && newest.current && newest.current.seq > 0) left.current ??= markOf(newest.current)
  }, [paused])
  useEffect(() => {
    const mark = left.current
    if (mark === null || snapshot === undefined || paused || document.hidden) return
    if (snapshot.engine === mark.engine && snapshot.seq <= mark.seq) return
    left.current = null
    if (snapshot.feedTime - mark.feedTime >= LEAST_AWAY_MS) setAbsence({ left: mark, back: backOf(mark, snapshot) })
  }, [snapshot, paused])
  return [absence, () => setAbsence(null)]
}

/** "While you were away": stays until it is closed. */
export function Away() {
  const [absence, close] = useAbsence()
  const spoken = useRef<HTMLDivElement>(null)
  const say = useCallback((words: string): void => {
    if (spoken.current !== null) spoken.current.textContent = words
  }, [])
  return (
    <>
      <div ref={spoken} className="visuallyHidden" aria-live="polite" />
      {absence !== null && (
        <Suspense fallback={null}>
          <AwayList absence={absence} onSay={say} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
