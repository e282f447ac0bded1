import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asId } from '../../shared/kernel/ids.ts'
import type { DemoCaller, SandboxProvider } from '../console/sandbox/sandbox.ts'
import { entryUrl } from '../platform/entry.ts'
import type { PartnerConfig, RealmConfig } from '../provisioning/ports.ts'
import { answersOf } from '../territory/provider-answers.ts'
import { readTerritory } from '../territory/read-territory.ts'
import type { Territory } from '../territory/read-territory.ts'
import type { StartConsoleOptions } from './console-handle.ts'
import { systemClock, systemTimers } from '../platform/system.ts'
import { servePaymentPage } from './sandbox/payment-page.ts'
import { superviseProviders } from './sandbox/supervise.ts'

/** Who takes part in the practice world, and what each can be asked besides a service order. */
const PARTICIPANTS = [
  { providerId: 'centurylink', name: 'CenturyLink', answersQualification: true, realms: [] },
  { providerId: 'earthlink', name: 'EarthLink', answersQualification: true, realms: [] },
  { providerId: 'front-range-air', name: 'Front Range Air', answersQualification: true, realms: [] },
  { providerId: 'kestrel', name: 'Kestrel', answersQualification: false, realms: [] },
  { providerId: 'high-plains', name: 'High Plains Net', answersQualification: false, realms: ['highplains.example'] },
] as const

/** How long a practice caller takes to enter a card. */
const ENTERS_AFTER_MS = 600

/** From here on a silence is called unknown and is looked for. Source: product study 3.8. */
const ANSWER_TIMEOUT_MS = 30_000

export type RunningSandbox = {
  readonly partners: PartnerConfig
  readonly providers: readonly SandboxProvider[]
  readonly demoCallers: readonly DemoCaller[]
  readonly stop: () => Promise<void>
}

/** Starts the practice providers as processes of their own and tells where they are. They end with this process. */
export async function startSandbox(options: StartConsoleOptions & { readonly territoryDir: string }): Promise<RunningSandbox> {
  const demoCallers = JSON.parse(readFileSync(join(options.territoryDir, 'demo-callers.json'), 'utf8')) as DemoCaller[]
  const directory = join(options.dataDir, 'sandbox')
  mkdirSync(directory, { recursive: true })
  const territory = await readTerritory(options.territoryDir)
  if (!territory.ok) throw new Error(`the practice territory could not be read: ${JSON.stringify(territory.error.details)}`)
  const providers = PARTICIPANTS.map((participant) => describeStart(participant, territory.value, directory, demoCallers))
  options.onProgress({ what: 'Practice providers', done: 0, total: PARTICIPANTS.length })
  const running = superviseProviders({
    directory,
    providers,
    entry: { command: process.execPath, args: [fileURLToPath(entryUrl('sandbox-provider'))] },
    ...(options.forkProvider ? { fork: options.forkProvider } : {}),
    onLog: options.onLog,
  })
  const ready = await running.ready
  const paymentPage = await servePaymentPage({ payers: demoCallers, timers: systemTimers, now: systemClock.now, entersAfterMs: ENTERS_AFTER_MS })
  options.onProgress({ what: 'Practice providers', done: ready.length, total: PARTICIPANTS.length })
  const of = (providerId: string) => ready.find((process) => process.providerId === providerId)
  return {
    partners: {
      paymentPage: { baseUrl: `http://127.0.0.1:${paymentPage.port}` },
      answerTimeoutMs: options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
      providers: PARTICIPANTS.map(({ providerId, answersQualification }) => ({ providerId: asId(providerId), answersQualification, baseUrl: `http://127.0.0.1:${of(providerId)?.httpPort ?? 0}` })),
      realms: PARTICIPANTS.flatMap(({ providerId, realms }) => realms.map((realm) => realmOf(realm, providerId, of(providerId)))),
    },
    providers: PARTICIPANTS.map(({ providerId, name }) => ({ providerId, name, httpPort: of(providerId)?.httpPort ?? 0, commandPort: of(providerId)?.commandPort ?? 0 })),
    demoCallers,
    stop: async () => {
      await Promise.all([running.stop(), paymentPage.close()])
    },
  }
}

function describeStart(participant: (typeof PARTICIPANTS)[number], territory: Territory, directory: string, demoCallers: readonly DemoCaller[]) {
  const write = (name: string, content: unknown): string => {
    const file = join(directory, `${participant.providerId}.${name}.json`)
    writeFileSync(file, JSON.stringify(content))
    return file
  }
  return {
    providerId: participant.providerId,
    series: seriesOf(directory),
    ...(participant.answersQualification ? { answersFile: write('answers', answersOf(territory, participant.providerId)) } : {}),
    ...(participant.realms.length > 0 ? { identitiesFile: write('identities', demoCallers.map(({ userIdentifier, password }) => ({ userIdentifier, password }))) } : {}),
  }
}

function realmOf(realm: string, ispId: string, process: { readonly radius: readonly { readonly port: number }[]; readonly radiusSecret?: string | undefined; readonly identity?: { readonly port: number; readonly certificate: string } | null } | undefined): RealmConfig {
  return {
    realm,
    ispId: asId(ispId),
    method: 'chap',
    servers: (process?.radius ?? []).map(({ port }) => ({ host: '127.0.0.1', port, secret: process?.radiusSecret ?? '', requireMessageAuthenticatorInReply: true })),
    timeoutMs: 1_000,
    attemptsPerServer: 3,
    ...(process?.identity ? { identity: { baseUrl: `https://127.0.0.1:${process.identity.port}`, certificate: process.identity.certificate, verifyBy: 'both' } } : {}),
  }
}

/** Drawn once for this practice world and kept: another desk's world on the same central numbers its customers elsewhere. */
function seriesOf(directory: string): number {
  const file = join(directory, 'series')
  if (!existsSync(file)) writeFileSync(file, String(randomInt(1_000)))
  return Number(readFileSync(file, 'utf8'))
}
