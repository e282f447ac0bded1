import type { MessagePort } from 'node:worker_threads'
import { parentPort, workerData } from 'node:worker_threads'
import { createCentral } from '../../central/central.ts'
import { serveCentralOnPort } from '../../platform/central-client/serve-port.ts'
import { createFileLog } from '../../platform/log.ts'
import { systemClock, systemIds } from '../../platform/system.ts'
import { openCentralStore } from '../../store/central/open-central-store.ts'
import type { CentralThreadData, CentralThreadNews } from './start-thread.ts'

/*
 * The thread of an embedded central: opens its file, serves the port it was given, and says whether that worked. It ends when told to
 * close; anything else, a desk's crash included, needs no goodbye, because every transaction is whole.
 */
const { file, key, logFile, port } = workerData as CentralThreadData
const tell = (news: CentralThreadNews) => parentPort?.postMessage(news)

const store = openCentralStore({ file, key })
if (!store.ok) tell({ kind: 'refused', error: store.error })
else {
  const central = createCentral({ store: store.value, clock: systemClock, ids: systemIds, log: createFileLog(logFile) })
  const stop = serveCentralOnPort(central, port as MessagePort)
  parentPort?.once('message', () => {
    stop()
    void store.value.close().then(() => parentPort?.close())
  })
  tell({ kind: 'ready' })
}
