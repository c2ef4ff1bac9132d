import type { IncomingMessage } from 'node:http'
import { errorAnswer, type Answer } from './answer.ts'
import type { ListName, Simulator } from './simulator.ts'

/** Keeps the bodies of the present second, so that every viewer of a big fleet costs one serialisation together. */
export interface Keeper {
  body(key: string, make: () => Buffer): Buffer
}

export function createKeeper(simulator: Simulator): Keeper {
  let version = ''
  let bodies = new Map<string, Buffer>()
  return {
    body(key, make) {
      if (simulator.version() !== version) {
        version = simulator.version()
        bodies = new Map()
      }
      const known = bodies.get(key)
      if (known) return known
      const made = make()
      bodies.set(key, made)
      return made
    },
  }
}

const HEADERS = { 'Content-Type': 'application/json; charset=utf-8' }

const unescape = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Answers a call of the contract, before faults that act on connections. */
export function answerContract(req: IncomingMessage, url: URL, simulator: Simulator, keeper: Keeper): Answer {
  if (!/^Bearer\s+\S/i.test(req.headers.authorization ?? '')) return errorAnswer(401, 'a bearer token is needed')
  const parts = url.pathname.slice('/processes/v1/'.length).split('/').map(unescape)
  const [app, call, name] = parts
  if (app !== simulator.world.app) return errorAnswer(404, `no app ${JSON.stringify(app ?? '')}`)
  if (parts.length !== 3 || !name) return errorAnswer(404, 'no such call')
  if (call === 'info') {
    const body = simulator.info(name)
    return body === null
      ? errorAnswer(404, `no process ${JSON.stringify(name)}`)
      : { status: 200, headers: HEADERS, body: Buffer.from(body) }
  }
  if (call !== 'list' || (name !== 'running' && name !== 'stopped')) return errorAnswer(404, 'no such call')
  return answerList(name, url.searchParams.getAll('region'), simulator, keeper)
}

function answerList(name: ListName, regions: string[], simulator: Simulator, keeper: Keeper): Answer {
  if (regions.length > 1) return errorAnswer(422, 'region may be given once')
  const region = regions[0] ?? null
  if (region !== null && !simulator.knowsRegion(region)) {
    return errorAnswer(422, `no region ${JSON.stringify(region)}`)
  }
  if (region !== null && simulator.faults.regionsDown.has(region)) {
    return errorAnswer(503, `${region} does not answer`)
  }
  const body = keeper.body(`${name} ${region ?? ''}`, () => {
    const list = simulator.list(name, region)
    return simulator.faults.has('object') ? Buffer.concat([Buffer.from('{"data":'), list, Buffer.from('}')]) : list
  })
  return { status: 200, headers: HEADERS, body }
}
