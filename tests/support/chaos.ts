import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

export interface Chaos {
  url: string
  /** Every request that came, oldest first. */
  hits: IncomingMessage[]
  /** Connections open now. */
  open(): number
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

export const sendJson =
  (body: string | Buffer, headers: Record<string, string | string[]> = {}, status = 200): Behaviour =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
    response.end(body)
  }

/** Behaves on the bare socket: for answers that no decent server would send. */
export const sendRaw =
  (act: (socket: Socket) => void): Behaviour =>
  (request) =>
    act(request.socket)

/** An upstream that does as it is told: `[]` until told otherwise. */
export async function startChaos(): Promise<Chaos> {
  const hits: IncomingMessage[] = []
  const sockets = new Set<Socket>()
  let behaviour: Behaviour = sendJson('[]')
  const server = createServer((request, response) => {
    hits.push(request)
    behaviour(request, response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    open: () => sockets.size,
    behave: (next) => (behaviour = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
