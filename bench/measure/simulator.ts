import { get } from 'node:http'
import { startSimulator } from '../../tests/support/roomdeck.ts'
import { median } from '../statistics.ts'
import type { PartResult, Run } from '../types.ts'

const ROWS = 50_000
const LEAST = 20
const WARM_UP = 2
const PATH = '/processes/v1/app-demo/list/running'

/** The whole answer, unpacked by nobody: raw bytes off the socket. */
const fetchRaw = (url: string): Promise<{ body: Buffer; took: number }> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const headers = { Authorization: 'Bearer bench', 'Accept-Encoding': 'identity' }
    get(url + PATH, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const took = performance.now() - began
        resolve({ body: Buffer.concat(chunks), took })
      })
      response.on('error', reject)
    }).on('error', reject)
  })

/** A poll served by the simulator, uncompressed, against JSON.stringify of the same rows in this process. */
export async function simulator({ samples, quick, say }: Run): Promise<PartResult> {
  const wanted = quick ? 5 : Math.max(LEAST, Math.min(samples, 50))
  const one = await startSimulator({ flags: ['--processes', String(ROWS)] })
  const served: number[] = []
  const written: number[] = []
  let bytes = 0
  try {
    for (let i = -WARM_UP; i < wanted; i += 1) {
      const { body, took } = await fetchRaw(one.url)
      const rows = JSON.parse(body.toString()) as unknown
      const start = performance.now()
      const text = JSON.stringify(rows)
      const wrote = performance.now() - start
      if (text.length < 1_000_000) throw new Error('the simulator sent next to nothing')
      bytes = body.length
      if (i < 0) continue
      served.push(took)
      written.push(wrote)
    }
  } finally {
    await one.stop()
  }
  say(
    `simulator at ${ROWS}: served in ${median(served).toFixed(0)} ms · JSON.stringify ${median(written).toFixed(0)} ms`,
  )
  return {
    samples: { served: { unit: 'ms', values: served }, 'JSON.stringify': { unit: 'ms', values: written } },
    notes: { counted: `request to last byte over loopback, ${(bytes / 1e6).toFixed(0)} MB, no compression` },
  }
}
