import type { IncomingMessage } from 'node:http'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { createJsonScan } from './jsonScan.ts'
import { tooLarge, UpstreamFailure } from './upstreamFailure.ts'

/** Nesting that a process list needs is 4; what is nested deeper than this is an attack on whoever parses it. */
const MAX_DEPTH = 32

export interface CheckedBody {
  body: Buffer<ArrayBuffer>
  gzipped: boolean
}

interface BodyRules {
  /** How the bytes come in and how they should go out. */
  from: 'gzip' | 'identity'
  to: 'gzip' | 'identity'
  /** Cap on the decoded bytes. */
  maxBytes: number
}

type Chunks = AsyncIterable<Buffer>

/** Passes bytes on and keeps a copy of each. */
const keepInto = (kept: Buffer[], maxBytes: number, status: number) =>
  async function* (chunks: Chunks) {
    let size = 0
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > maxBytes) throw tooLarge(maxBytes, status)
      kept.push(chunk)
      yield chunk
    }
  }

/** Passes decoded bytes on as long as they hold. */
const check = (maxBytes: number, status: number) =>
  async function* (chunks: Chunks) {
    const scan = createJsonScan(MAX_DEPTH)
    let size = 0
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > maxBytes) throw tooLarge(maxBytes, status)
      const fault = scan.push(chunk)
      if (fault) throw new UpstreamFailure(fault, status)
      yield chunk
    }
    const fault = scan.end()
    if (fault) throw new UpstreamFailure(fault, status)
  }

const collectInto = (kept: Buffer[]) =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      kept.push(chunk)
      done()
    },
  })

const discard = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/**
 * Reads a whole answer, checks its decoded bytes as they pass, and gives the bytes to send on: unchanged where the
 * packing may stay as it is, packed fast or unpacked where not. Nothing unchecked leaves this function.
 * @throws UpstreamFailure, or the stream's own error.
 */
export async function readCheckedBody(
  response: IncomingMessage,
  { from, to, maxBytes }: BodyRules,
): Promise<CheckedBody> {
  const kept: Buffer[] = []
  const status = response.statusCode ?? 0
  const checked = check(maxBytes, status)
  if (from === 'gzip' && to === 'gzip') {
    await pipeline(response, keepInto(kept, maxBytes, status), createGunzip(), checked, discard())
  } else if (from === 'gzip') {
    await pipeline(response, createGunzip(), checked, collectInto(kept))
  } else if (to === 'gzip') {
    await pipeline(response, checked, createGzip({ level: 1 }), collectInto(kept))
  } else {
    await pipeline(response, checked, collectInto(kept))
  }
  return { body: Buffer.concat(kept), gzipped: to === 'gzip' }
}
