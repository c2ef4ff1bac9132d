import { readFileSync, statSync } from 'node:fs'
import { StartError } from './problem.ts'

/** Gives the upstream's bearer token at the time of a call; null when there is none. */
export type TokenSource = () => string | null

/** A header value may hold visible ASCII only (RFC 9110 §5.5); a newline in it would be a second header. */
const TOKEN = /^[\x21-\x7e]+$/

function checkToken(text: string, key: string): string {
  const token = text.replace(/\r?\n$/, '')
  if (token === '') throw new StartError(`${key} holds no token`)
  if (!TOKEN.test(token)) throw new StartError(`${key} holds a space, a newline or another character no token may have`)
  return token
}

const stampOf = (path: string): string => {
  const { mtimeMs, size, ino } = statSync(path)
  return `${mtimeMs} ${size} ${ino}`
}

function fromFile(path: string, warn: (line: string) => void): TokenSource {
  const key = 'ROOMDECK_TOKEN_FILE'
  let stamp: string
  let token: string
  try {
    stamp = stampOf(path)
    token = checkToken(readFileSync(path, 'utf8'), key)
    if (process.platform !== 'win32' && (statSync(path).mode & 0o004) !== 0) {
      warn(`${key} is readable by everyone on this machine`)
    }
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`${key} names a file that can't be read`)
  }
  let told: string | null = null
  return () => {
    let now = 'not there'
    try {
      now = stampOf(path)
      if (now !== stamp) {
        token = checkToken(readFileSync(path, 'utf8'), key)
        stamp = now
        told = null
      }
    } catch {
      // Replaced at this very moment, or badly: the last good token serves until the file holds one again.
      if (told !== now) warn(`${key} could not be read again; the token read before stays in use`)
      told = now
    }
    return token
  }
}

/**
 * The token from `ROOMDECK_TOKEN`, or from the file that `ROOMDECK_TOKEN_FILE` names, read again when it changes.
 * @throws StartError when one is set and holds no usable token, or both are set.
 */
export function createTokenSource(env: NodeJS.ProcessEnv, warn: (line: string) => void): TokenSource {
  const { ROOMDECK_TOKEN: text, ROOMDECK_TOKEN_FILE: path } = env
  if (text !== undefined && path !== undefined) {
    throw new StartError('ROOMDECK_TOKEN and ROOMDECK_TOKEN_FILE are both set; one is enough')
  }
  if (path !== undefined) return fromFile(path, warn)
  if (text === undefined) return () => null
  const token = checkToken(text, 'ROOMDECK_TOKEN')
  return () => token
}
