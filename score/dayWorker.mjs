// A thread that plays the days it is sent, one after the other.
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { scoreDay } = await import('./scoreDay.ts')
parentPort?.on('message', async (day) => parentPort?.postMessage(await scoreDay(day)))
