import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Clock, Timers } from '../../../shared/kernel/time.ts'
import { openEffectBook } from './effect-book.ts'
import { openFaultFile } from './fault-file.ts'
import { createFaultQueue } from './faults.ts'
import type { FaultQueue } from './faults.ts'
import { keepCertificate } from './identifiers/certificate.ts'
import { createIdentifierDesk } from './identifiers/identifier-desk.ts'
import { identifierRoutes } from './identifiers/routes.ts'
import { serveJson } from './json-server.ts'
import type { JsonServerDeps } from './json-server.ts'
import { openLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { inSeries, PERSONALITIES, personalityOf } from './personalities.ts'
import { readAnswers } from './qualification.ts'
import { createRadiusLog } from './radius/authentication.ts'
import { openIdentities, readIdentities } from './radius/identities.ts'
import type { Identities } from './radius/identities.ts'
import { serveRadius } from './radius/server.ts'
import { commandRoutes, providerRoutes } from './routes.ts'
import { createServiceOrders } from './service-orders.ts'

/** The entry of a sandbox provider's process. Prints one line of JSON when it is ready; dies with its standard input or on SIGTERM. */
const clock: Clock = { now: () => Date.now() }
const timers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
const exit = (code: number): void => process.exit(code)
const say = (line: Readonly<Record<string, unknown>>): void => void process.stderr.write(`${JSON.stringify(line)}\n`)

const options = readOptions(process.argv.slice(2))
// A utility process of the packed app has no input to watch: it ends with the app.
if (!Reflect.has(process, 'parentPort')) process.stdin.on('end', () => exit(0)).on('error', () => exit(0)).resume()
process.on('SIGTERM', () => exit(0))
process.stdout.write(`${JSON.stringify(await start(options))}\n`)

type Options = ReturnType<typeof readOptions>

async function start({ personality, directory, answersFile, identitiesFile, ports, dedupes }: Options) {
  const book = openEffectBook(join(directory, 'effects.jsonl'))
  if (book.droppedBytes > 0) say({ event: 'effect-book-torn-end-dropped', bytes: book.droppedBytes })
  const ledger = openLedger({ book, clock })
  const faults = createFaultQueue(openFaultFile(join(directory, 'faults.json')))
  const orders = createServiceOrders({ personality, ledger, clock, timers, dedupes })
  const radius = personality.answersRadius
    ? { identities: openIdentities(join(directory, 'identities.json'), identitiesFile ? readIdentities(identitiesFile) : []), log: createRadiusLog(), secret: keepSecret(directory) }
    : null
  const deps = { personality, ledger, orders, faults, clock, radius, answers: answersFile ? readAnswers(answersFile) : null }
  const server = { timers, exit, onError: (error: unknown) => say({ event: 'request-failed', error: String(error) }) }
  const http = await serveJson(server, { routes: providerRoutes(deps), port: ports.http })
  const command = await serveJson(server, { routes: commandRoutes(deps), port: ports.command })
  const ready = { ready: true, providerId: personality.id, httpPort: http.port, commandPort: command.port }
  orders.resume()
  if (!radius) return { ...ready, radius: [], radiusSecret: '', identity: null }
  const radiusDeps = { ...radius, faults, clock, timers, exit, framedIpAddressOf: (userIdentifier: string) => framedIpAddressOf(ledger, userIdentifier) }
  const servers = await Promise.all([ports.radius[0], ports.radius[1]].map((port) => serveRadius(radiusDeps, port ?? 0)))
  const identity = await serveIdentifiers(server, { ledger, faults, identities: radius.identities, directory, code: personality.code, name: personality.name, realms: personality.realms, port: ports.https })
  return { ...ready, radius: servers.map(({ port }) => ({ port })), radiusSecret: radius.secret, identity }
}

/** The ISP's counter over HTTPS. Null where no certificate can be made: who is known already is then still answered by RADIUS. */
async function serveIdentifiers(server: JsonServerDeps, isp: { readonly ledger: Ledger; readonly faults: FaultQueue; readonly identities: Identities; readonly directory: string; readonly code: string; readonly name: string; readonly realms: readonly string[]; readonly port: number }) {
  try {
    const tls = await keepCertificate(isp.directory, { name: isp.name, now: clock.now() })
    const desk = createIdentifierDesk({ ...isp, waitingPasswords: openIdentities(join(isp.directory, 'waiting-passwords.json'), []), clock, timers })
    desk.resume()
    const { port } = await serveJson(server, { routes: identifierRoutes({ desk, faults: isp.faults }), port: isp.port, tls })
    return { port, certificate: tls.certificate }
  } catch (error) {
    say({ event: 'no-identifiers-over-https', error: String(error) })
    return null
  }
}

/** The address of the newest live access service of a subscriber. */
function framedIpAddressOf(ledger: Ledger, userIdentifier: string): string | null {
  const access = ledger.liveServices().findLast((service) => service.serviceKind === 'access' && service.facts['userIdentifier'] === userIdentifier)
  return access?.facts['framedIpAddress'] ?? null
}

/** The shared secret: made once, kept beside the book, so that a restart does not lock its clients out. */
function keepSecret(directory: string): string {
  const path = join(directory, 'radius-secret')
  try {
    writeFileSync(path, randomBytes(16).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8')
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      provider: { type: 'string' }, data: { type: 'string' }, answers: { type: 'string' }, identities: { type: 'string' },
      'http-port': { type: 'string', default: '0' }, 'command-port': { type: 'string', default: '0' }, 'radius-ports': { type: 'string', default: '0,0' }, 'https-port': { type: 'string', default: '0' },
      series: { type: 'string', default: '0' },
      'unsafe-no-dedupe': { type: 'boolean', default: false },
    },
  })
  const personality = personalityOf(values.provider ?? '')
  if (!personality || !values.data) throw new Error(`usage: --provider ${PERSONALITIES.map((row) => row.id).join('|')} --data DIR [--answers FILE] [--identities FILE]`)
  const directory = join(values.data, personality.id)
  mkdirSync(directory, { recursive: true })
  return {
    personality: inSeries(personality, Number(values.series)), directory, answersFile: values.answers, identitiesFile: values.identities, dedupes: !values['unsafe-no-dedupe'],
    ports: { http: Number(values['http-port']), command: Number(values['command-port']), https: Number(values['https-port']), radius: values['radius-ports'].split(',').map(Number) },
  }
}
