import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzip } from 'node:zlib'
import type { FaultSet } from './faults.ts'

/** What goes out: status, headers beyond the usual, body bytes. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

export const jsonAnswer = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify(value)),
})

/** The error shape of the contract. */
export const errorAnswer = (status: number, message: string, headers: Record<string, string> = {}): Answer =>
  jsonAnswer(status, { message }, headers)

/** The world's time on an answer: `X-Roomdeck-Time` in ms and a `Date` of it. `at`: epoch ms. */
export const timeHeaders = (at: number): Record<string, string> => ({
  'X-Roomdeck-Time': String(Math.round(at)),
  Date: new Date(at).toUTCString(),
})

/** The answer that a fault gives in place of the right one, if one does. */
export function answerInstead(faults: FaultSet): Answer | null {
  for (const { name, value } of faults.list) {
    if (name === 'http-500') return errorAnswer(500, 'internal error')
    if (name === 'http-401') return errorAnswer(401, 'invalid token')
    if (name === 'http-404') return jsonAnswer(404, 'Not found')
    if (name === 'http-429') {
      return errorAnswer(429, 'too many requests', value === null ? {} : { 'Retry-After': String(value) })
    }
    if (name === 'empty-list') return jsonAnswer(200, [])
    if (name === 'html') {
      const page = '<!doctype html><title>Sign in</title><h1>Sign in to continue</h1>'
      return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: Buffer.from(page) }
    }
    if (name === 'empty-body') return { ...jsonAnswer(200, null), body: Buffer.alloc(0) }
  }
  return null
}

/** Big bodies go out compressed where that is welcome. */
const WORTH_COMPRESSING = 1_400

const gzipped = new WeakMap<Buffer, Promise<Buffer>>()

/** Level 1: on a fleet of 50,000 the next level costs more than the bytes it saves. One body is compressed once. */
function compress(body: Buffer): Promise<Buffer> {
  const known = gzipped.get(body)
  if (known) return known
  const made = new Promise<Buffer>((resolve, reject) => {
    gzip(body, { level: 1 }, (error, result) => (error ? reject(error) : resolve(result)))
  })
  gzipped.set(body, made)
  return made
}

const wantsGzip = (req: IncomingMessage): boolean => /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))

/** Sends an answer, and breaks the connection where a fault says so. */
export async function send(req: IncomingMessage, res: ServerResponse, answer: Answer, faults: FaultSet): Promise<void> {
  const packed = wantsGzip(req) && answer.body.length > WORTH_COMPRESSING
  const body = packed ? await compress(answer.body) : answer.body
  if (res.destroyed) return
  const announced = faults.has('cut') ? body.length + 1_000 : body.length
  res.writeHead(answer.status, {
    ...answer.headers,
    Vary: 'Accept-Encoding',
    ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Length': String(announced),
  })
  if (faults.has('hang')) return res.flushHeaders()
  if (faults.has('reset') || faults.has('cut')) return breakOff(res, body, faults.has('reset'))
  res.end(req.method === 'HEAD' ? undefined : body)
}

function breakOff(res: ServerResponse, body: Buffer, reset: boolean): void {
  const { socket } = res
  // The first half has to be on its way, or the caller sees no body at all.
  res.write(reset ? body.subarray(0, body.length >> 1) : body, () => {
    if (reset) socket?.resetAndDestroy()
    else socket?.end()
  })
}
