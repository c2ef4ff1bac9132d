import { Button } from '../../components/controls/Button.tsx'
import { useRef, useState, type ChangeEvent } from 'react'
import { preferencesFile, resetPreferences, takePreferences } from '../../view/preferences.ts'
import { saveText } from '../../view/saveText.ts'
import classes from './SettingsPage.module.css'

const MOST_BYTES = 1_000_000

/** All settings as a file, from a file, or as they were at first. */
export function SettingsFile() {
  const [said, setSaid] = useState<readonly string[]>([])
  const [sure, setSure] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = currentTarget.files?.[0]
    if (file === undefined) return
    const refused =
      file.size > MOST_BYTES ? ['this is no file of preferences: it is too long'] : takePreferences(await file.text())
    setSaid(
      refused.length === 0
        ? [`Settings of ${file.name} are in force.`]
        : [`${file.name}: not all was taken.`, ...refused],
    )
    // The same file may be chosen again.
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <div className={classes.buttons}>
        <Button onClick={() => setSaid([`Saved as ${saveText('settings', 'json', preferencesFile())}.`])}>
          Save to a file
        </Button>
        <Button onClick={() => input.current?.click()}>Take from a file</Button>
        <input
          ref={input}
          hidden
          type="file"
          accept="application/json,.json"
          aria-label="File of settings"
          onChange={(event) => void take(event)}
        />
        <Button
          onClick={() => {
            if (sure) {
              resetPreferences()
              setSaid(['Everything is as it was at first.'])
            }
            setSure(!sure)
          }}
          onBlur={() => setSure(false)}
        >
          {sure ? 'Really reset? Saved views go, too' : 'Reset all'}
        </Button>
      </div>
      <div aria-live="polite">
        {said.length > 0 && (
          <ul className={classes.said}>
            {said.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </div>
      <p className={classes.note}>Settings and views stay in this browser; notes and history are not part of them.</p>
    </>
  )
}
