import { dirname, join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { parentPort, workerData } from 'node:worker_threads'
import { serveCentralOnPort } from '../../platform/central-client/serve-port.ts'
import { createFileLog } from '../../platform/log.ts'
import type { RawKey } from '../../store/sql/open.ts'
import { openCentral } from './open-central.ts'

/** What a host gives an embedded central at birth; `port` is in the transfer list, its other end goes to the desk's thread. */
export type CentralThreadData = { readonly file: string; readonly key: RawKey; readonly territoryDir: string; readonly port: MessagePort }

// Calls that arrive while the file is being opened wait on the port. Any message from the host means stop; a crash needs no goodbye,
// because every transaction is whole.
const { file, key, territoryDir, port } = workerData as CentralThreadData
const log = createFileLog(join(dirname(file), 'central.log'))
const opened = await openCentral({ file, key, territoryDir, log })
const stopServing = serveCentralOnPort(opened.central, port)
// A desk works without providers' usage: a door that does not open is written down and no reason to stop.
const stopUsage = await opened.serveUsage({ directory: dirname(file), radiusPort: 0 }).catch((error: unknown) => {
  log.error({ kind: 'usage', name: 'door', outcome: 'not-open', stack: String(error) })
  return async () => undefined
})
parentPort?.once('message', () => {
  stopServing()
  void stopUsage().then(opened.close)
})
