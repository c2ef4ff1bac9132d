import { parentPort, workerData } from 'node:worker_threads'
import { listenSimulator } from '../simulator/listen.ts'
import type { SimulatorOptions } from '../simulator/options.ts'

// The embedded simulator's own thread: a big world takes its time, and the server must not wait for it.
const options = workerData as SimulatorOptions
const simulator = await listenSimulator(options, () => Date.now(), 0, '127.0.0.1')
parentPort?.once('message', () => void simulator.close().then(() => parentPort?.close()))
parentPort?.postMessage(simulator.port)
