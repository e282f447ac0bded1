/*
 * The broken variant: central over HTTP without its idempotency door. Same file, same server, but no key is ever found.
 * Usage: node forgetful-central.ts --data DIR --port N --token T --territory DIR
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createCentral } from '../../../../main/central/central.ts'
import { createCentralServer } from '../../../../main/central/http/server.ts'
import { publishTerritory } from '../../../../main/hosts/central/publish-territory.ts'
import { fileSecret } from '../../../../main/hosts/central/secrets.ts'
import { silentLog } from '../../../../main/platform/log.ts'
import { systemClock, systemIds } from '../../../../main/platform/system.ts'
import { openCentralStore } from '../../../../main/store/central/open-central-store.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import { forgetKeys } from '../../../unit/central/support/forget-keys.ts'

const { values } = parseArgs({ options: { data: { type: 'string', default: '' }, port: { type: 'string', default: '0' }, token: { type: 'string', default: '' }, territory: { type: 'string', default: '' } } })
const store = openCentralStore({ file: join(values.data, 'central.db'), key: fileSecret(join(values.data, 'central-key')) })
assert(store.ok, 'the store opens')
const central = createCentral({ store: forgetKeys(store.value), clock: systemClock, ids: systemIds, log: silentLog })
await publishTerritory(central, values.territory)
const url = await createCentralServer(central, { token: values.token }).listen({ host: '127.0.0.1', port: Number(values.port) })
process.stdout.write(`central listens on ${url}; forgetful\n`)
