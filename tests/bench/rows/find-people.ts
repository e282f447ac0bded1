import { join } from 'node:path'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import type { Customer } from '../../../shared/domain/customer.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { KEY } from '../../support/fake-desk.ts'
import { seededRandom, somebody } from '../../support/people-generator.ts'
import { makeBenchDirectory } from '../support/disk.ts'
import { alternate, median, oursOf, peerOf, percentile, ratioOf, time } from '../support/measure.ts'
import { formatMs, formatRatio, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const CUSTOMERS = Number(process.env['LASTMILE_BENCH_CUSTOMERS'] ?? 200_000)
const PAGE = 5_000
const QUERIES = 40
const ROUNDS = 5
const LIMIT = 20
const BOUND_MS = 100

/** Anybody among 200,000 by the last digits of the phone, name, mail or id, against LIKE over the same rows in a file encrypted alike. */
export async function findPeopleRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  const { cache } = openCache({ file: join(directory.path, 'cache.db'), key: KEY })
  const flat = openDatabase({ file: join(directory.path, 'flat.db'), key: KEY, synchronous: 'NORMAL' })
  try {
    const people = makePeople()
    flat.exec('CREATE TABLE flat (id TEXT PRIMARY KEY, name TEXT, phone TEXT, mail TEXT) STRICT, WITHOUT ROWID')
    const insert = flat.prepare('INSERT INTO flat VALUES (?, ?, ?, ?)')
    for (let from = 0; from < people.length; from += PAGE) {
      const page = people.slice(from, from + PAGE)
      cache.applyFeed({ wireVersion: WIRE_VERSION, items: page.map((customer, at) => ({ kind: 'customer', customer, cursor: from + at + 1, at: 0 })), cursor: from + page.length, more: true })
      flat.transaction(() => { for (const one of page) insert.run(one.id, `${one.givenName} ${one.familyName}`, one.phone.replaceAll(/\D/g, ''), one.email) })()
    }
    const scan = flat.prepare(`SELECT id FROM flat WHERE phone LIKE '%' || @text OR mail LIKE @text || '%' OR id = @text LIMIT ${LIMIT}`).pluck()
    const random = seededRandom(11)
    const queries = Array.from({ length: QUERIES }, (_, at) => {
      const one = random.of(people)
      return at % 3 === 0 ? one.phone.replaceAll(/\D/g, '').slice(-7) : at % 3 === 1 ? one.email : one.id
    })
    const ours = (text: string) => cache.findPeople(text, LIMIT).map((found) => found.customer.id as string).toSorted()
    const theirs = (text: string) => (scan.all({ text }) as string[]).toSorted()
    const differing = queries.filter((text) => JSON.stringify(ours(text)) !== JSON.stringify(theirs(text)))
    assert(differing.length === 0, `the same people for every question; not for ${differing.slice(0, 3).join(', ')}`)
    const pairs = await alternate(ROUNDS, () => queries.map((text) => time(() => ours(text))), () => queries.map((text) => time(() => theirs(text))))
    const names = people.slice(0, 200).map((one) => time(() => ours(`${one.givenName} ${one.familyName.slice(0, 3)}`)))
    const misspelled = people.slice(200, 400).map((one) => time(() => ours(`${one.givenName} ${oneVowelOther(one.familyName)}`)))
    const describe = (times: readonly number[]) => `p50 ${formatMs(median(times))}, p99 ${formatMs(percentile(times, 99))}`
    return [
      { name: `find anybody of ${CUSTOMERS}`, ours: describe(oursOf(pairs)), peer: `${describe(peerOf(pairs))} LIKE scan`, ratio: formatRatio(ratioOf(pairs)), bound: `p99 ${BOUND_MS} ms`, verdict: verdictOf(percentile(oursOf(pairs), 99) <= BOUND_MS) },
      ...([['beginnings', names], ['one vowel wrong', misspelled]] as const).map(([what, times]): Row => ({ name: `the same by name, ${what}`, ours: describe(times), peer: '-', ratio: '-', bound: `p99 ${BOUND_MS} ms`, verdict: verdictOf(percentile(times, 99) <= BOUND_MS) })),
    ]
  } finally {
    cache.close()
    flat.close()
  }
}

/** As it sounds to who hears it: the last vowel is another one. */
const oneVowelOther = (name: string): string => name.replace(/[aeiou](?=[^aeiou]*$)/, (vowel) => (vowel === 'a' ? 'e' : 'a'))

function makePeople(): readonly Customer[] {
  const random = seededRandom(2026)
  return Array.from({ length: CUSTOMERS }, (_, at): Customer => {
    const { givenName, familyName, phone, userIdentifier } = somebody(random)
    const hex = (at * 2_654_435_761 % 4_294_967_296).toString(16).padStart(8, '0')
    return {
      id: asId(`01900000-0000-7000-8000-0000${hex}`), givenName, familyName, phone, email: `p${hex}@example.org`, userIdentifier,
      billingAccount: { id: asId(`01900000-0000-7000-9000-0000${hex}`), name: '', paymentToken: 'tok_demo', paymentHint: '', billCycleDay: 1 },
    }
  })
}
