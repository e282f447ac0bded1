import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { partsOf } from '../../../shared/domain/territory-facts.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { createHttpCentralClient } from '../../platform/central-client/http-client.ts'
import type { TerritoryContent } from '../../store/desk/cache/cache.ts'
import { contentOf } from '../../territory/load-territory.ts'
import { readTerritory } from '../../territory/read-territory.ts'
import { createRevisionDigest } from '../revision-digest.ts'

export const PUBLISH_USAGE = `npm run territory -- publish DIR --central URL [--central-token-file FILE]   puts a territory into force at central; every desk that follows takes it`
const TIMEOUT_MS = 30_000
const ACTOR = { deskId: 'command-line', userId: 'administrator', role: 'administrator' } as const
const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** `npm run territory -- publish …`. Returns the exit code: 0 in force, 1 refused, 2 the command makes no sense. */
export async function publishTerritoryCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, strict: false, options: { central: { type: 'string' }, 'central-token-file': { type: 'string' } } })
  const [directory] = positionals
  const { central: baseUrl, 'central-token-file': tokenFile } = values
  const token = typeof tokenFile === 'string' ? readFileSync(tokenFile, 'utf8').trim() : process.env.LASTMILE_CENTRAL_TOKEN
  if (directory === undefined || typeof baseUrl !== 'string' || !URL.canParse(baseUrl) || token === undefined) return print(PUBLISH_USAGE), 2
  const read = await readTerritory(resolve(directory))
  if (!read.ok) return refused(read.error)
  const central = createHttpCentralClient({ baseUrl, token, timeoutMs: TIMEOUT_MS, network: { isUp: () => true } })
  const published = await publishContent(central, contentOf(read.value))
  if (!published.ok) return refused(published.error)
  print(`${read.value.manifest.title} is in force at central (revision ${published.value.revision}, ${published.value.parts} parts).`)
  return 0
}

/** Sends all parts under keys of this run. A run that broke off is run again; the same content is in force already and changes nothing. */
export async function publishContent(central: Pick<CentralClient, 'command'>, content: TerritoryContent): Promise<Result<{ readonly revision: string; readonly parts: number }, AppError>> {
  const { revision: _own, ...info } = content.info
  const parts = [...partsOf(content)]
  const digest = createRevisionDigest()
  digest.update(JSON.stringify(info))
  for (const items of parts) digest.update(JSON.stringify(items))
  const revision = digest.end()
  const run = randomUUID()
  for (const [part, items] of parts.entries()) {
    const answer = await central.command('territory.publish', `territory:${run}:${part}`, { info, revision, part, parts: parts.length, items }, ACTOR)
    if (!answer.ok) return answer
  }
  return ok({ revision, parts: parts.length })
}

function refused(error: AppError): number {
  print(`Refused: ${error.code} ${Object.entries(error.details).map(([name, value]) => `${name} ${value}`).join(', ')}`)
  return 1
}
