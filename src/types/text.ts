import { z } from './z.ts'

/** Longest identity the product carries around, in UTF-16 units. */
export const MAX_ID_LENGTH = 512
/** Longest string of any kind inside a row. */
export const MAX_TEXT_LENGTH = 65_536

/** Text of strangers that names something: 1–512 characters, no lone surrogate (it cannot be put into a URL). */
export const nameSchema = z
  .string()
  .min(1, 'expected a non-empty string')
  .max(MAX_ID_LENGTH, `expected at most ${MAX_ID_LENGTH} characters`)
  .refine((text) => text.isWellFormed(), 'expected well-formed text, got a lone surrogate')

export const textSchema = z.string().max(MAX_TEXT_LENGTH, `expected at most ${MAX_TEXT_LENGTH} characters`)

/** A JSON integer ≥ 0 that is exact in a double. −0 becomes 0. */
export const countSchema = z
  .int('expected a whole number that is exact')
  .nonnegative('expected a number of 0 or more')
  .transform((value) => value + 0)

/** A JSON number ≥ 0, finite. */
export const amountSchema = z
  .number()
  .nonnegative('expected a number of 0 or more')
  .transform((value) => value + 0)
