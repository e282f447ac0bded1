// The accounting door over a real store, as a process of its own. `hasty`: the broken one that answers before it keeps. `forgetful`: the broken one that knows no session again.
import { createAccountingIntake } from '../../../main/central/usage/radius/take-accounting.ts'
import type { AccountingIntake } from '../../../main/central/usage/radius/take-accounting.ts'
import { serveAccounting } from '../../../main/central/usage/radius/accounting-server.ts'
import { createUsageDesk } from '../../../main/central/usage/usage-desk.ts'
import type { CentralStore } from '../../../main/central/ports.ts'
import { silentLog } from '../../../main/platform/log.ts'
import { systemClock } from '../../../main/platform/system.ts'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { NAS, SECRET } from '../../unit/usage/support/accounting-peer.ts'

const [file = '', key = '', port = '0', mode = 'right'] = process.argv.slice(2)
const opened = openCentralStore({ file, key })
if (!opened.ok) throw new Error(opened.error.code)
const forget = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, radius: { ...tx.radius, named: () => [] } })) })
const store = mode === 'forgetful' ? forget(opened.value) : opened.value
const right = createAccountingIntake({ store, desk: createUsageDesk({ store, clock: systemClock, log: silentLog, lateRules: [] }) })
const hasty: AccountingIntake = { ...right, take: async (requests) => void setTimeout(() => void right.take(requests), 300) }
const server = await serveAccounting({ intake: mode === 'hasty' ? hasty : right, clients: [{ providerId: 'high-plains', address: '127.0.0.1', nas: NAS, secret: SECRET }], clock: systemClock, log: silentLog }, { host: '127.0.0.1', port: Number(port) })
process.stdout.write(`${server.port}\n`)
