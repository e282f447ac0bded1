import { join } from 'node:path'
import type { HandlerCtx } from '../../../main/console/context.ts'
import { createListOffers } from '../../../main/console/offers/list.ts'
import { createCheckQualification } from '../../../main/console/qualification/check.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import { seeded } from '../../../main/territory/cheyenne/seeded.ts'
import { loadTerritory } from '../../../main/territory/load-territory.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import { listOffers } from '../../../shared/engines/offers/list-offers.ts'
import { previewBill } from '../../../shared/engines/rating/preview-bill.ts'
import { COST_HORIZON_BILLS } from '../../../shared/engines/rating/total-cost.ts'
import { billCycleDayOf } from '../../../shared/engines/saga/quote-order.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { KEY } from '../../support/fake-desk.ts'
import { TERMS } from '../../support/signup-fixtures.ts'
import { makeBenchDirectory } from '../support/disk.ts'
import { alternate, median, oursOf, peerOf, percentile, ratioOf } from '../support/measure.ts'
import { formatMs, formatRatio, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const CHEYENNE = join(import.meta.dirname, '../../../resources/territory/cheyenne')
const ROUNDS = 9
const HOUSES = 200
const BUDGET_MS = 100
const NOW = Date.UTC(2026, 10, 22, 18)
const REP: HandlerCtx = { user: { userId: 'u-1', displayName: 'Rep', role: 'rep' }, clientId: 'w-1' }

/**
 * From an address to its offers with fit, rank, dates and 24 months of bills each: the check and the list together, against the same check
 * and every bill of every offer previewed for itself.
 */
export async function offersListRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  const { cache } = openCache({ file: join(directory.path, 'cache.db'), key: KEY })
  try {
    assert((await loadTerritory(cache, CHEYENNE)).ok, 'Cheyenne loads')
    const read = await readTerritory(CHEYENNE)
    assert(read.ok, 'Cheyenne is readable')
    const random = seeded(11)
    const houses = read.value.addresses.filter((address) => !address.needsUnit)
    const places = Array.from({ length: HOUSES }, () => houses[Math.floor(random() * houses.length)]?.id ?? '')
    const kept = new Map<string, ServiceQualification>()
    let nextId = 0
    const terms = { ...TERMS, billCycleDay: 1 }
    const deps = {
      cache, terms: () => terms, clock: { now: () => NOW }, ids: { next: () => `q-${++nextId}` }, findQualification: (id: string) => kept.get(id) ?? null,
      saveQualification: (qualification: ServiceQualification) => (kept.set(qualification.id, qualification), { ok: true as const, value: null }),
    }
    const check = createCheckQualification(deps)
    const list = createListOffers(deps)
    const checked = async (place: string): Promise<ServiceQualification> => {
      const answer = await check({ channel: 'csr', place }, REP)
      assert(answer.ok, 'checked')
      return answer.value
    }
    const ours = async (place: string) => {
      const answer = await list({ qualificationId: (await checked(place)).id, need: { people: 4, uses: ['work', 'streaming'] } }, REP)
      assert(answer.ok, 'listed')
    }
    const peer = async (place: string) => {
      const qualification = await checked(place)
      const catalog = cache.catalog()
      assert(catalog, 'there is a catalog')
      for (const { offering } of listOffers({ catalog, qualification, at: NOW })) {
        for (let bill = 0; bill < COST_HORIZON_BILLS; bill++) previewBill({ catalog, offeringIds: [offering.id], activatedOn: terms.localDateOf(NOW), billCycleDay: billCycleDayOf(terms, NOW), region: terms.region, at: NOW })
      }
    }
    const timed = (work: (place: string) => Promise<void>) => async () => {
      kept.clear()
      const times: number[] = []
      for (const place of places) {
        const startedAt = performance.now()
        await work(place)
        times.push(performance.now() - startedAt)
      }
      return times
    }
    const pairs = await alternate(ROUNDS, timed(ours), timed(peer))
    const describe = (times: readonly number[]) => `p50 ${formatMs(median(times))}, p99 ${formatMs(percentile(times, 99))}`
    return [{ name: 'address to offers, 24 bills each', ours: describe(oursOf(pairs)), peer: `${describe(peerOf(pairs))} every bill for itself`, ratio: formatRatio(ratioOf(pairs)), bound: `p99 within ${BUDGET_MS} ms`, verdict: verdictOf(percentile(oursOf(pairs), 99) <= BUDGET_MS) }]
  } finally {
    cache.close()
  }
}
