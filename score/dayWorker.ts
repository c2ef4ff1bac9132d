// A thread that plays the days it is sent, one after the other.
import { parentPort } from 'node:worker_threads'
import { scoreDay, type Task } from './scoreDay.ts'

parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await scoreDay(task)))
