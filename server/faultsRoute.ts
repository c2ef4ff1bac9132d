import { request } from 'node:http'
import type { Context } from 'hono'
import type { AppEnv } from './app.ts'
import { jsonAnswer } from './contract.ts'
import { isLoopback } from './hosts.ts'

const TIMEOUT_MS = 2000

/** Puts the request to the embedded simulator and gives its status and JSON text. */
const forward = (port: number, method: string, body: Uint8Array): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length }
    const options = { host: '127.0.0.1', port, path: '/simulator/faults', method, headers, timeout: TIMEOUT_MS }
    const call = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 502, text: Buffer.concat(chunks).toString() }))
    })
    call.on('timeout', () => call.destroy(new Error('the simulator did not answer')))
    call.on('error', reject)
    call.end(body)
  })

/** A proxy in front means that the caller may be anyone. */
const wasForwarded = (context: Context): boolean =>
  Object.keys(context.req.header()).some((name) => name === 'forwarded' || name.startsWith('x-forwarded'))

/**
 * `/simulator/faults`: reads or sets the embedded simulator's faults, for whoever sits at this machine. The Host was
 * checked before routing; it may still be a bound name that is not loopback.
 * @param port of the embedded simulator; null when there is none.
 */
export const faultsRoute = (port: number | null) => async (context: Context<AppEnv>) => {
  if (port === null) return jsonAnswer(404, { message: 'no simulator is embedded here' })
  const host = (context.req.header('host') ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  const peer = context.env.incoming.socket.remoteAddress ?? ''
  if (!isLoopback(host) || !isLoopback(peer) || wasForwarded(context)) {
    return jsonAnswer(403, { message: 'faults are set from this machine only' })
  }
  const posting = context.req.method === 'POST'
  if (posting && !/^application\/json\s*(?:;|$)/i.test(context.req.header('content-type') ?? '')) {
    return jsonAnswer(415, { message: 'application/json expected' })
  }
  const body = posting ? new Uint8Array(await context.req.arrayBuffer()) : new Uint8Array()
  const { status, text } = await forward(port, context.req.method, body)
  return new Response(text, { status, headers: { 'Content-Type': 'application/json; charset=utf-8' } })
}
