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
      {wrong && <span role="alert">a number from 0 to 1,000,000 is needed</span>}
    </label>
  )
}

/** A decimal comma is one, too. */
function priceOf(text: string): number | null {
  const price = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
  return price >= 0 && price <= MOST ? price : null
}
