import { connect } from 'node:net'

export interface RawAnswer {
  status: number
  /** Lower-case names. */
  headers: Record<string, string>
  body: string
  /** All bytes as they came, one character each. */
  text: string
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, body: text.slice(end + 4), text }
}

/** Sends bytes as they stand and reads until the server closes: for requests that no client would send. */
export function sendBytes(port: number, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
    socket.on('close', () => resolve(parse(text)))
    socket.on('error', (error) => (text === '' ? reject(error) : undefined))
  })
}

/** One request on a connection of its own. `headers` are lines, in order, `Host` included. */
export const sendRequest = (port: number, method: string, target: string, headers: readonly string[], body = '') =>
  sendBytes(port, [`${method} ${target} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n'))
