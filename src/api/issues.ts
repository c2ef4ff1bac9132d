import type { RowIssue } from '../types/parsed.ts'
import type { z } from '../types/z.ts'
import { describe } from './describe.ts'

const MAX_ISSUES = 20
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** `['rooms', 0, 'roomId']` → `rooms[0].roomId`. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = ''
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`
    else if (IDENTIFIER.test(String(part))) text += text === '' ? String(part) : `.${String(part)}`
    else text += `[${JSON.stringify(String(part))}]`
  }
  return text
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value
}

/** Zod's issues in words: the path, what was expected and what was found there. At most 20. */
export function toRowIssues(error: z.core.$ZodError, root: unknown): RowIssue[] {
  return error.issues.slice(0, MAX_ISSUES).map((issue) => {
    const expected = issue.message.replace(/^Invalid input: /, '').replace(/, received .*$/, '')
    return { path: formatPath(issue.path), message: `${expected}, found ${describe(valueAt(root, issue.path))}` }
  })
}
