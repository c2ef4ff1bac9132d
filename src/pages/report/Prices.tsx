import { useState } from 'react'
import { Field } from '../../components/controls/Field.tsx'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import classes from './ReportPage.module.css'

const MOST = 1_000_000

/** What it costs, if somebody says so: a number in whatever currency. */
export function Prices() {
  const { pricePerHour, pricePerGb } = usePreferences()
  return (
    <div className={classes.prices}>
      <Price
        label="price of a process-hour"
        value={pricePerHour}
        onChange={(price) => setPreference('pricePerHour', price)}
      />
      <Price label="price of a GB sent" value={pricePerGb} onChange={(price) => setPreference('pricePerGb', price)} />
    </div>
  )
}

interface PriceProps {
  label: string
  value: number | null
  onChange: (price: number | null) => void
}

/** A price as it is typed; what is no price is kept on screen, told, and not taken. */
function Price({ label, value, onChange }: PriceProps) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const wrong = text.trim() !== '' && priceOf(text) === null
  return (
    <label>
      {label}
      <Field
        inputMode="decimal"
        placeholder="not said"
        value={text}
        aria-invalid={wrong}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          const price = priceOf(currentTarget.value)
          if (price !== null || currentTarget.value.trim() === '') onChange(price)
        }}
      />
      {wrong && (
        <span role="alert">
          {AMBIGUOUS.test(text.trim())
            ? 'write thousands without a comma, such as 1500'
            : 'a number from 0 to 1000000 is needed'}
        </span>
      )}
    </label>
  )
}

/** 1,500 is fifteen hundred to one reader and one and a half to another. */
const AMBIGUOUS = /^[1-9]\d{0,2}(?:,\d{3})+$/

/** A decimal comma is one, too, where it can be nothing else. */
function priceOf(text: string): number | null {
  const typed = text.trim()
  const price = typed === '' || AMBIGUOUS.test(typed) ? Number.NaN : Number(typed.replace(',', '.'))
  return price >= 0 && price <= MOST ? price : null
}
