import type { CentralAnswer, FeedPage } from '../../shared/contract/central/wire.ts'
import { appError } from '../../shared/domain/errors.ts'
import { runCommand } from './commands.ts'
import type { CentralDeps } from './context.ts'
import { decode } from './decode.ts'
import { readFeed } from './feed/read-feed.ts'
import { runQuery } from './queries.ts'
import { zFeedRequest } from './wire-schemas.ts'

/** Central as a carrier sees it: anything may come in, an answer always goes out, nothing throws. */
export type Central = {
  readonly command: (name: unknown, key: unknown, input: unknown, actor: unknown) => Promise<CentralAnswer<unknown>>
  readonly query: (name: unknown, input: unknown) => Promise<CentralAnswer<unknown>>
  readonly feed: (after: unknown, limit: unknown) => Promise<CentralAnswer<FeedPage>>
}

/** Puts central together. It keeps no state of its own: everything is in the store, so it may be restarted at any moment. */
export function createCentral(deps: CentralDeps): Central {
  return {
    command: (name, key, input, actor) => logged(deps, 'command', name, () => runCommand(deps, { name, key, input, actor })),
    query: (name, input) => logged(deps, 'query', name, () => runQuery(deps, { name, input })),
    feed: (after, limit) => logged(deps, 'feed', 'feed', async () => {
      const request = decode(zFeedRequest, { after, limit })
      return request.ok ? deps.store.read((tx) => readFeed(tx, request.value)) : request
    }),
  }
}

/** The boundary: a bug is logged once and answered as `internal`; a person's data never enters the log. */
async function logged<T>(deps: CentralDeps, kind: string, name: unknown, work: () => Promise<CentralAnswer<T>>): Promise<CentralAnswer<T>> {
  const startedAt = deps.clock.now()
  const line = (outcome: string) => ({ kind, name: String(name).slice(0, 60), outcome, durationMs: deps.clock.now() - startedAt })
  try {
    const answer = await work()
    if (kind === 'command') deps.log.info(line(answer.ok ? 'ok' : answer.error.code))
    return answer
  } catch (error) {
    deps.log.error({ ...line('internal'), stack: error instanceof Error ? error.stack : String(error) })
    return { ok: false, error: appError('internal') }
  }
}
