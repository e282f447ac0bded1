import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { ConsoleEvent } from '../../../shared/contract/console/contract.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { TerritoryPublication } from '../../../shared/domain/import-job.ts'
import type { PublishedInfo, PublishedTerritory, TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { KeySource } from '../../platform/keys.ts'
import type { Handler } from '../context.ts'

export type TerritoryPublisherDeps = {
  readonly central: Pick<CentralClient, 'command'>
  readonly network: { readonly isUp: () => boolean }
  readonly deskId: string
  readonly keySource: KeySource
  readonly cache: {
    readonly territory: () => (PublishedInfo & { readonly revision?: string | undefined }) | null
    readonly territoryOffered: () => PublishedTerritory | null
    readonly isImported: () => boolean
    readonly territoryPages: () => Iterable<readonly TerritoryItem[]>
  }
  /** An import runs, is paused or was broken off. */
  readonly isImportOpen: () => boolean
  /** Takes in what is given and answers the digest of all of it. */
  readonly createDigest: () => { readonly update: (text: string) => void; readonly end: () => string }
  /** Lets calls be answered between two pieces. */
  readonly pause: () => Promise<void>
  readonly pull: () => Promise<unknown>
  readonly emit: (event: ConsoleEvent) => void
  readonly warn: (line: Readonly<Record<string, unknown>>) => void
}
export type TerritoryPublisher = ReturnType<typeof createTerritoryPublisher>
type Actor = { readonly deskId: string; readonly userId: string; readonly role: string }
type Sending = { readonly commandId: string; readonly info: PublishedInfo; readonly actor: Actor }

/**
 * Publishes at central what was imported on this desk, piece by piece beside the calls. It comes into force whole, or not at all. The command under the
 * same id again changes nothing when it is done, and goes on when it was broken off. The desk itself keeps what it imported.
 */
export function createTerritoryPublisher(deps: TerritoryPublisherDeps) {
  let publication: TerritoryPublication | null = null
  const keep = (next: TerritoryPublication): void => {
    publication = next
    deps.emit({ name: 'import.changed' })
  }
  const run = async (sending: Sending): Promise<void> => {
    const { commandId, info } = sending
    const state = { commandId, title: info.title, problem: null, revision: null }
    keep({ ...state, state: 'running', part: 0, parts: 0 })
    const sent = await send(deps, sending, (part, parts) => keep({ ...state, state: 'running', part, parts })).catch((error: unknown) => {
      deps.warn({ useCase: 'territory.publish', outcome: error instanceof Error ? error.message : 'stopped' })
      return err(appError('central-unavailable'))
    })
    const { part, parts } = publication!
    if (!sent.ok) return keep({ ...state, state: 'refused', part, parts, problem: sent.error })
    keep({ ...state, state: 'done', part: parts, parts, revision: sent.value })
    await deps.pull()
  }
  const start: Handler<'territory.publish'> = ({ commandId }, ctx) => {
    const isSame = publication?.commandId === commandId
    if (publication?.state === 'running' && !isSame) return err(appError('publication-running'))
    if (publication && isSame && publication.state !== 'refused') return ok({ commandId })
    const info = deps.cache.territory()
    if (!info || !deps.cache.isImported()) return err(appError('territory-not-imported'))
    if (deps.isImportOpen()) return err(appError('import-unfinished'))
    if (!info.sandbox && deps.keySource === 'demoFile') return err(appError('secret-store-required', { territory: info.name }))
    if (!deps.network.isUp()) return err(appError('network-unavailable'))
    const { revision: _own, ...published } = info
    void run({ commandId, info: published, actor: { deskId: deps.deskId, userId: ctx.user?.userId ?? '', role: ctx.user?.role ?? '' } })
    return ok({ commandId })
  }
  const state: Handler<'territory.publication'> = () => ok({ publication })
  return { start, state }
}

/** Reads the territory twice: once for its revision, once to send it. The last piece is kept back until both readings agree. */
async function send(deps: TerritoryPublisherDeps, { commandId, info, actor }: Sending, onPart: (part: number, parts: number) => void): Promise<Result<string, AppError>> {
  const { revision, parts } = await measure(deps, info)
  if (deps.cache.territoryOffered()?.revision === revision) return ok(revision)
  const digest = deps.createDigest()
  digest.update(JSON.stringify(info))
  let part = 0
  for (const items of deps.cache.territoryPages()) {
    digest.update(JSON.stringify(items))
    const isLast = part === parts - 1
    if (part >= parts || (isLast && digest.end() !== revision)) return err(appError('territory-moved'))
    const answer = await deps.central.command('territory.publish', `territory:${commandId}:${part}`, { info, revision, part, parts, items }, actor)
    if (!answer.ok) return answer
    onPart(++part, parts)
    if (answer.value.inForce) return ok(revision)
    await deps.pause()
  }
  // Fewer pieces than were counted; or central let go of some of them for a publication of somebody else.
  return err(appError('territory-moved'))
}

async function measure(deps: TerritoryPublisherDeps, info: PublishedInfo): Promise<{ readonly revision: string; readonly parts: number }> {
  const digest = deps.createDigest()
  digest.update(JSON.stringify(info))
  let parts = 0
  for (const items of deps.cache.territoryPages()) {
    digest.update(JSON.stringify(items))
    parts++
    await deps.pause()
  }
  return { revision: digest.end(), parts }
}
