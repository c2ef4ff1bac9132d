import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AppEnv } from './app.ts'
import { BASE_HEADERS } from './headers.ts'
import { type GuardRules, refuseRequest, type Refusal } from './requestGuard.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

const JSON_TYPE = 'application/json; charset=utf-8'
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  // How often the two above are looked at; the default of 30 s would make them 40 and 45.
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 5000,
  // A missing Host is refused by our own guard, with our own headers.
  requireHostHeader: false,
} as const
const MAX_CONNECTIONS = 2048
const PARSER_STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

function sendRefusal(request: IncomingMessage, response: ServerResponse, { status, message, allow }: Refusal): void {
  if (allow) response.setHeader('Allow', allow)
  // Whatever else this connection holds was framed by someone we just refused.
  response.setHeader('Connection', 'close')
  response.setHeader('Content-Type', JSON_TYPE)
  response.writeHead(status)
  response.end(request.method === 'HEAD' ? undefined : `${JSON.stringify({ message })}\n`)
}

/** Answers what the HTTP parser gave up on, where there is no response object to write to. */
function sendParserError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = PARSER_STATUS[error.code ?? ''] ?? 400
  const body = `${JSON.stringify({ message: STATUS_CODES[status] })}\n`
  const headers = { ...BASE_HEADERS, Connection: 'close', 'Content-Type': JSON_TYPE, 'Content-Length': body.length }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** The app as a plain request handler; what its adapter can't make a request of is a 400. */
export const handlerOf = (app: Hono<AppEnv>): Handler =>
  getRequestListener((request, env) => app.fetch(request, env as AppEnv['Bindings']), {
    errorHandler: () => new Response(null, { status: 400 }),
  })

/**
 * The HTTP server around a handler: every answer gets the security headers, every request passes the guard first,
 * and sizes, times and connections are limited.
 * @param rules is called per request, since the port is known only once the server listens.
 */
export function createHttpServer(handler: Handler, rules: () => GuardRules): Server {
  const listener: Handler = (request, response) => {
    for (const [name, value] of Object.entries(BASE_HEADERS)) response.setHeader(name, value)
    const { method = 'GET', url = '', rawHeaders } = request
    const refusal = refuseRequest({ method, target: url, rawHeaders }, rules())
    if (refusal) sendRefusal(request, response, refusal)
    else void handler(request, response)
  }
  const server = createServer(LIMITS, listener)
  server.maxConnections = MAX_CONNECTIONS
  server.on('checkExpectation', listener)
  server.on('clientError', (error, socket) => sendParserError(error, socket as Socket))
  return server
}
