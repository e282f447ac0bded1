import type { AppError } from '../../../shared/domain/errors.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import type { PartnerClients } from '../../../main/provisioning/ports.ts'
import { cheyenneCache, NOW } from '../cache/caches.ts'
import { TERMS } from '../../support/signup-fixtures.ts'

export const REP: HandlerCtx = { user: { userId: 'u-1', displayName: 'Rep', role: 'rep' }, clientId: 'w-1' }
export const PROVIDERS = ['centurylink', 'earthlink', 'front-range-air'].map((id) => asId<'ProviderId'>(id))

/** A desk in Cheyenne with a clock to turn, a memory for qualifications, and partners that answer what a test says. */
export async function cheyenneDesk() {
  const temp = await cheyenneCache()
  const kept = new Map<string, ServiceQualification>()
  const state = { now: NOW, isUp: true, storage: null as AppError | null, asked: [] as string[] }
  let nextId = 0
  let answers: PartnerClients['checkQualification'] = async () => ({ kind: 'unknown', error: { code: 'provider-outcome-unknown', details: {} } })
  const deps = {
    cache: temp.cache,
    saveQualification: (qualification: ServiceQualification) => {
      if (state.storage) return err(state.storage)
      kept.set(qualification.id, qualification)
      return ok({})
    },
    findQualification: (id: string) => kept.get(id) ?? null,
    ids: { next: () => `q-${++nextId}` },
    clock: { now: () => state.now },
    providers: PROVIDERS,
    network: { isUp: () => state.isUp },
    partners: { checkQualification: (providerId, address) => { state.asked.push(providerId); return answers(providerId, address) } } satisfies Pick<PartnerClients, 'checkQualification'>,
    terms: () => ({ ...TERMS, billCycleDay: 1 }),
  }
  return { deps, state, kept, temp, answer: (by: PartnerClients['checkQualification']) => { answers = by } }
}
