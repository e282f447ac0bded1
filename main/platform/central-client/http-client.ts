import type { CentralAnswer, CentralClient } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { NetworkSwitch } from './answers.ts'
import { decodeAnswer, networkCut, unavailable } from './answers.ts'
import { clientOver } from './client-over.ts'

const WIRE_HEADER = 'x-lastmile-wire'

/**
 * Central over HTTP. `baseUrl`: such as http://127.0.0.1:4610. `timeoutMs`: for a whole call. Never throws. Errors beyond central's own:
 * `network-unavailable` (cut, nothing was sent), `central-unavailable` (no readable answer, the effect may have happened; also a
 * refused token, because that is for an administrator to repair and not for the order to fail on), `central-older`.
 */
export function createHttpCentralClient(options: { readonly baseUrl: string; readonly token: string; readonly timeoutMs: number; readonly network: NetworkSwitch }): CentralClient {
  return clientOver(async ({ path, body, expects }) => {
    if (!options.network.isUp()) return networkCut
    try {
      const response = await fetch(new URL(`/v1/${path}`, options.baseUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${options.token}`, [WIRE_HEADER]: String(WIRE_VERSION) },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs),
      })
      return await answerOf(response, expects)
    } catch (error) {
      return unavailable(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable')
    }
  })
}

async function answerOf(response: Response, expects: 'answer' | 'feed'): Promise<CentralAnswer<unknown>> {
  const centralWire = response.headers.get(WIRE_HEADER)
  if (centralWire === null) return unavailable('not-central')
  if (response.status === 401) return unavailable('token-refused')
  if (centralWire !== String(WIRE_VERSION)) return { ok: false, error: appError('central-older', { deskWire: WIRE_VERSION, centralWire: Number(centralWire) }) }
  return decodeAnswer(await response.json(), expects)
}
