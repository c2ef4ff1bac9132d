import { ActionIcon, Menu } from '@mantine/core'
import { INTERVALS_MS, setPreference, usePreferences } from '../../view/preferences.ts'
import { useFeedActions, useFeedView, useSnapshot } from '../../widgets/useFeed.ts'
import { feedWords } from './feedWords.ts'
import classes from './FeedControl.module.css'

const ICONS = { Connecting: '◌', Live: '●', Stale: '◔', Failing: '✕', Paused: '❚❚' } as const

/** One status and one split button: what the feed does, how often it asks, pause and refresh. */
export function FeedControl() {
  const feed = useFeedView()
  const report = useSnapshot()?.feed
  const { refresh, catchUp, togglePause } = useFeedActions()
  const { keepPolling } = usePreferences()
  const paused = feed.status === 'Paused'
  const choose = (intervalMs: number): void => {
    setPreference('intervalMs', intervalMs)
    if (!paused) catchUp()
  }
  return (
    <div className={classes.control}>
      <div
        className={classes.status}
        data-status={feed.status}
        data-late={feed.late}
        role="status"
        aria-live="off"
        aria-label="Feed"
      >
        {/* Drawn by the style sheet: the text begins with the state's word. */}
        <span className={classes.icon} aria-hidden="true" data-icon={ICONS[feed.status]} />
        <span className={classes.word}>{feed.status}</span>
        {feedWords(feed, report)
          .filter((words) => words !== '')
          .map((words) => (
            <span key={words.replaceAll(/\d/g, '')}> · {words}</span>
          ))}
      </div>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={30}
            className={classes.first}
            aria-label="Poll interval"
            title="Poll interval"
          >
            ▾
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Ask every</Menu.Label>
          <Menu.RadioGroup value={String(feed.intervalMs)} onChange={(ms) => choose(Number(ms))}>
            {INTERVALS_MS.map((ms) => (
              <Menu.RadioItem key={ms} value={String(ms)} closeMenuOnClick>
                {ms / 1000} s
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item onClick={refresh} rightSection={<kbd>r</kbd>}>
            Refresh now
          </Menu.Item>
          <Menu.CheckboxItem
            checked={keepPolling}
            closeMenuOnClick
            onChange={() => setPreference('keepPolling', !keepPolling)}
          >
            Keep polling when hidden
          </Menu.CheckboxItem>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="default"
        size={30}
        className={classes.middle}
        onClick={refresh}
        aria-label="Refresh now"
        title="Refresh now (r)"
      >
        ↻
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        className={classes.last}
        onClick={togglePause}
        aria-label={paused ? 'Resume' : 'Pause'}
        title={paused ? 'Resume (p)' : 'Pause (p)'}
      >
        {paused ? '▶' : '❚❚'}
      </ActionIcon>
    </div>
  )
}
