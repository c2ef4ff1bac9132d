import { useState, type FormEvent } from 'react'
import { Button } from '../../components/controls/Button.tsx'
import { Field } from '../../components/controls/Field.tsx'
import type { Alert } from '../../types/alerts.ts'
import { doAbout, MOST_NOTE, undoAbout, type AlertAct } from '../../view/alertActs.ts'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import classes from './AlertsPage.module.css'

const MINUTE = 60_000
const SNOOZES = [
  { label: 'Snooze 15 min', ms: 15 * MINUTE },
  { label: '1 h', ms: 60 * MINUTE },
  { label: 'until it ends', ms: null },
] as const

interface AlertActionsProps {
  /** Told as one; where not all of them are known, those that are not. */
  alerts: readonly Alert[]
  /** What was done about them. */
  act: AlertAct | null
  now: number
  /** The form is open. */
  asking: boolean
  onAsk: (asking: boolean) => void
}

/** Who has it, or to hear of it later. */
export function AlertActions({ alerts, act, now, asking, onAsk }: AlertActionsProps) {
  const { operator } = usePreferences()
  const doAll = (until: number | null, by: string, note: string): void => {
    for (const { key, since, severity, size, mostly } of alerts) {
      const knownAs = { severity, ...(size !== undefined && { size }), ...(mostly !== undefined && { mostly }) }
      doAbout({ key, since, ...knownAs, at: now, until, by, note })
    }
  }
  if (asking) {
    return (
      <AcknowledgeForm
        operator={operator}
        onDone={(by, note) => {
          setPreference('operator', by)
          doAll(null, by, note)
          onAsk(false)
        }}
        onCancel={() => onAsk(false)}
      />
    )
  }
  if (act !== null) {
    return (
      <span className={classes.actions}>
        <ActWords act={act} />
        <Button look="link" onClick={() => alerts.forEach((alert) => undoAbout(alert))}>
          take back
        </Button>
      </span>
    )
  }
  return (
    <span className={classes.actions}>
      <Button look="quiet" onClick={() => onAsk(true)}>
        Acknowledge
      </Button>
      {SNOOZES.map(({ label, ms }) => (
        <Button
          key={label}
          look="quiet"
          aria-label={label.startsWith('Snooze') ? label : `Snooze ${label}`}
          onClick={() => (ms === null ? doAll(null, '', '') : doAll(now + ms, operator, ''))}
        >
          {label}
        </Button>
      ))}
    </span>
  )
}

/** `acknowledged by Ada: upstream restarts`, `snoozed until 12:15`; of nobody who said why, it is quiet until it ends. */
function ActWords({ act: { by, note, until } }: { act: AlertAct }) {
  if (until !== null) {
    return (
      <span>
        snoozed until <TimeText at={until} />
      </span>
    )
  }
  if (by === '' && note === '') return <span>snoozed until it ends</span>
  return (
    <span>
      acknowledged
      {by !== '' && (
        <>
          {' '}
          by <ForeignText text={by} />
        </>
      )}
      {note !== '' && (
        <>
          : <ForeignText text={note} />
        </>
      )}
    </span>
  )
}

/** What was asked for is where one goes on. One function for all times: React calls a new one again. */
const focusIt = (field: HTMLInputElement | null): void => field?.focus()

interface AcknowledgeFormProps {
  operator: string
  onDone: (by: string, note: string) => void
  onCancel: () => void
}

function AcknowledgeForm({ operator, onDone, onCancel }: AcknowledgeFormProps) {
  const [by, setBy] = useState(operator)
  const [note, setNote] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onDone(by.trim(), note.trim())
  }
  return (
    <form className={classes.actions} onSubmit={submit} aria-label="Acknowledge">
      <Field
        aria-label="Your name"
        placeholder="your name"
        maxLength={60}
        value={by}
        ref={focusIt}
        onChange={(event) => setBy(event.currentTarget.value)}
      />
      <Field
        aria-label="Note"
        placeholder="what you know or do"
        maxLength={MOST_NOTE}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit">Acknowledge</Button>
      <Button look="link" onClick={onCancel}>
        cancel
      </Button>
    </form>
  )
}
