import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../../shared/kernel/result.ts'
import { createFileLog } from '../platform/log.ts'
import { openConsole } from './open-console.ts'
import type { ConsoleThreadData, FromConsole, ToConsole } from './console-messages.ts'

/** The console runtime's thread: synchronous SQLite, use cases, saga runner and partner calls. It hears calls and says answers and events. */
const port = parentPort
assert(port, 'the console runs in a worker thread')
const say = (message: FromConsole) => port.postMessage(message)

const data = workerData as ConsoleThreadData
const log = createFileLog(join(data.dataDir, 'logs', 'console.log'))
// Work nobody waits for (a pull, a probe) may meet a full disk. Every write is a transaction, so the caller's desk goes on without it.
process.on('unhandledRejection', (error) => log.error({ useCase: 'background', outcome: 'internal', error: error instanceof Error ? (error.stack ?? error.message) : String(error) }))

const opened = await openConsole(data, log, {
  onProgress: (progress) => say({ kind: 'progress', ...progress }),
  onEvent: (event) => say({ kind: 'event', event }),
})

if (opened.kind === 'refused') say(opened)
else {
  port.on('message', (message: ToConsole) => {
    if (message.kind === 'call') void opened.dispatch(message.clientId, message.call).then((envelope) => say({ kind: 'answer', id: message.id, envelope }))
    else void opened.stop().then(() => say({ kind: 'stopped' }))
  })
  say({ kind: 'ready' })
}
