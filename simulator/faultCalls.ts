import type { IncomingMessage } from 'node:http'
import { errorAnswer, jsonAnswer, type Answer } from './answer.ts'
import { FAULTS, faultText, parseFault, type Fault } from './faults.ts'
import { OptionError } from './optionError.ts'
import type { Simulator } from './simulator.ts'
import { parseStory, STORIES, type StoryName } from './stories.ts'

const MOST_BYTES = 4_096
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Names by which this machine calls itself; a page of another site may have its name rebound to us. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

/** A proxy on this machine would pass strangers off as local, and so would a browser: both are refused. */
function isLocal(req: IncomingMessage): boolean {
  const forwarded = Object.keys(req.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded'))
  const { origin, host } = req.headers
  const ownPage = origin === undefined || LOCAL_HOST.test(origin.replace(/^https?:\/\//, ''))
  return !forwarded && ownPage && LOCAL_HOST.test(host ?? '') && LOOPBACK.has(req.socket.remoteAddress ?? '')
}

/** The body as text; null when it is too long. */
async function readBody(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const state = (simulator: Simulator): Answer =>
  jsonAnswer(200, {
    faults: simulator.faults.list.map(faultText),
    story: simulator.world.story?.name ?? null,
    knownFaults: Object.fromEntries(
      Object.entries(FAULTS).map(([name, { does, arg }]) => [name, { does, argument: arg }]),
    ),
    knownStories: STORIES,
  })

/** `{ faults: string[], story?: string | null }`, read; throws OptionError in words for the caller. */
function readOrder(text: string): { faults: Fault[]; story: StoryName | null | undefined } {
  let order: unknown
  try {
    order = JSON.parse(text)
  } catch {
    throw new OptionError('the body is no JSON')
  }
  if (typeof order !== 'object' || order === null || !('faults' in order) || !Array.isArray(order.faults)) {
    throw new OptionError('expected { "faults": ["NAME", "NAME=ARG"], "story": "NAME" or null }')
  }
  const faults = order.faults.map((fault: unknown) => {
    if (typeof fault !== 'string') throw new OptionError('every fault is a string, NAME or NAME=ARG')
    return parseFault(fault)
  })
  const story = 'story' in order ? order.story : undefined
  if (story === undefined || story === null) return { faults, story }
  if (typeof story !== 'string') throw new OptionError('story is a name or null')
  return { faults, story: parseStory(story) }
}

/** Lists or replaces the faults that are on; the caller has brought the world up to date. */
export async function faultCalls(req: IncomingMessage, simulator: Simulator): Promise<Answer> {
  if (!isLocal(req)) return errorAnswer(403, 'faults are set from this machine only')
  if (req.method === 'GET' || req.method === 'HEAD') return state(simulator)
  if (req.method !== 'POST') return errorAnswer(405, 'GET or POST', { Allow: 'GET, HEAD, POST' })
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
    return errorAnswer(415, 'send Content-Type: application/json')
  }
  const text = await readBody(req)
  if (text === null) return errorAnswer(413, `at most ${MOST_BYTES} bytes`, { Connection: 'close' })
  try {
    const { faults, story } = readOrder(text)
    simulator.setFaults(faults)
    if (story !== undefined) simulator.setStory(story)
    return state(simulator)
  } catch (error) {
    if (error instanceof OptionError) return errorAnswer(422, error.message)
    throw error
  }
}
