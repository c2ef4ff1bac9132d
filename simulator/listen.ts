import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSimulatorService } from './http.ts'
import type { SimulatorOptions } from './options.ts'

/** Between steps of a world that nobody watches, real ms. */
const LIVE_EVERY = 10_000

/** Serves the simulator. `port` 0 takes a free one. Rejects with the system's error when the port is taken. */
export function listenSimulator(
  options: SimulatorOptions,
  now: () => number,
  port: number,
  host = '127.0.0.1',
): Promise<{ port: number; close(): Promise<void> }> {
  const service = createSimulatorService(options, now)
  const server = createServer(service.handle)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const living = setInterval(service.live, LIVE_EVERY)
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            clearInterval(living)
            server.close(() => closed())
            // Hanging answers and idle keep-alive connections would hold the process up.
            server.closeAllConnections()
          }),
      })
    })
  })
}
