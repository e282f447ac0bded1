import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { resourcesDirectory } from '../../platform/resources.ts'
import { serveCentral } from '../central/serve.ts'

const USAGE = 'usage: npm run central -- --data DIR [--port N] [--radius-port N] [--token T] [--territory DIR]'
const TERRITORY = 'cheyenne'

/** Runs central alone until Ctrl-C or SIGTERM. Says in one line where it is and where the desks' token is. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string', default: '4610' }, 'radius-port': { type: 'string', default: '0' }, token: { type: 'string' }, territory: { type: 'string' } } })
  const port = Number(values.port)
  const radiusPort = Number(values['radius-port'])
  const isPort = (one: number): boolean => Number.isInteger(one) && one >= 0 && one <= 65_535
  if (values.data === undefined || !isPort(port) || !isPort(radiusPort)) throw new Error(USAGE)
  if (values.token !== undefined && values.token.length < 32) throw new Error('a desk token has at least 32 characters')
  const territoryDir = values.territory === undefined ? join(resourcesDirectory(), 'territory', TERRITORY) : resolve(values.territory)
  const served = await serveCentral({ directory: resolve(values.data), port, radiusPort, token: values.token, territoryDir })
  const token = served.tokenFile === null ? 'as given' : `in ${served.tokenFile}`
  const catalog = served.territory === 'absent' ? '; no catalog yet, an administrator publishes it from a desk' : ''
  process.stdout.write(`central listens on ${served.url}; desk token ${token}${catalog}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void served.close().then(() => process.exit(0)))
}

main().catch((error: unknown) => {
  process.stderr.write(`central did not start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
