// tsx leaves worker threads alone, so a worker that runs TypeScript registers it itself.
import { register } from 'tsx/esm/api'

register()
await import('./simulatorWorker.ts')
