import { useId } from 'react'
import classes from './Segmented.module.css'

export interface SegmentedProps<V extends string> {
  /** What is chosen here. */
  label: string
  choices: readonly { value: V; label: string }[]
  /** null: none of them. */
  value: V | null
  onChange: (value: V) => void
}

/** One of a few: native radio buttons side by side, one tab stop, arrows choose. */
export function Segmented<V extends string>({ label, choices, value, onChange }: SegmentedProps<V>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={classes.group}>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.choice}>
          <input
            type="radio"
            name={name}
            className="visuallyHidden"
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  )
}
