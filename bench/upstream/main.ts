// The scripted upstream of the benchmark: its own process, loopback only, ends with its parent or when nobody asks.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBodies } from './body.ts'

const IDLE_MS = 15 * 60_000
/** A held poll is answered after this time all the same, before the page gives up on it. */
const HOLD_MS = 8_000

const count = Number(process.argv[2] ?? '1000')
const bodies = createBodies(count, Date.now)
let hits = 0
let sent = 0
let gated = false
let touched = Date.now()
interface Held {
  answer: () => number
  timer: NodeJS.Timeout
}
const held: Held[] = []

function sendList(response: ServerResponse): number {
  const { bytes, seq, mark, done } = bodies.next()
  response.on('close', done)
  sent = bytes.length
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    'Access-Control-Allow-Origin': '*',
    'X-Roomdeck-Time': String(Date.now()),
    'X-Bench-Mark': String(mark),
    'X-Bench-Seq': String(seq),
    'Access-Control-Expose-Headers': 'X-Bench-Mark, X-Roomdeck-Time',
  })
  response.end(bytes)
  return mark
}

function list(response: ServerResponse): void {
  hits += 1
  if (!gated) {
    sendList(response)
    return
  }
  const answer = (): number => {
    const index = held.findIndex((one) => one.timer === timer)
    if (index >= 0) held.splice(index, 1)
    clearTimeout(timer)
    return sendList(response)
  }
  const timer = setTimeout(answer, HOLD_MS)
  response.on('close', () => {
    const index = held.findIndex((one) => one.timer === timer)
    if (index >= 0) held.splice(index, 1)
    clearTimeout(timer)
  })
  held.push({ answer, timer })
}

const json = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' })
  response.end(JSON.stringify(value))
}

const server = createServer((request, response) => {
  touched = Date.now()
  const path = new URL(request.url ?? '/', 'http://upstream').pathname
  if (path.endsWith('/list/running')) list(response)
  else if (path.endsWith('/list/stopped')) json(response, 200, [])
  else if (path === '/control/gate') {
    gated = true
    json(response, 200, { gated })
  } else if (path === '/control/open') {
    gated = false
    for (const one of held.splice(0)) one.answer()
    json(response, 200, { gated })
  } else if (path === '/control/release') {
    json(response, 200, { mark: held[0]?.answer() ?? null })
  } else if (path === '/control/state')
    json(response, 200, { hits, held: held.length, seq: bodies.seq(), gated, bytes: sent })
  else json(response, 404, { message: 'unknown process' })
})

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`upstream of ${count} at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})

const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent || Date.now() - touched > IDLE_MS) process.exit(0)
}, 1000)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
