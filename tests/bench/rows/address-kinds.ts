import { createHouseSearch } from '../../../shared/engines/address-search/search-houses.ts'
import { createPlaceIndex } from '../../../shared/engines/address-search/place-index.ts'
import { makeAddresses, makeBeginnings, makeTypos } from '../../support/address-generator.ts'
import { ADDRESS_KINDS, someHouses } from '../../support/address-kinds.ts'
import { percentile, time } from '../support/measure.ts'
import { formatMs } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const ADDRESSES = Number(process.env['LASTMILE_BENCH_ADDRESSES'] ?? 30_000)
const [QUESTIONS, ROUNDS, SEED] = [2_000, 3, 2]
const MOST_MS = 1

/** A made-up country without a peer, as large as the goal's five million if so said: how long each way of asking for a house takes. The least of the rounds stands for a question. */
export function addressKindRows(): readonly Row[] {
  const made = makeAddresses(ADDRESSES, 1)
  const find = createHouseSearch(createPlaceIndex(made.streets, made.houses), () => false)
  const wanted = someHouses(made, QUESTIONS, SEED)
  const ways = [
    { kind: 'any beginning', texts: makeBeginnings(made, QUESTIONS, SEED).map(({ text }) => text) },
    ...ADDRESS_KINDS.map(({ kind, text }) => ({ kind, texts: wanted.map(text) })),
    ...(['street', 'number'] as const).map((where) => ({ kind: `one edit in the ${where}`, texts: makeTypos(made, { where, count: QUESTIONS, seed: SEED }).map(({ text }) => text) })),
  ]
  const bounded = ways.map(({ kind, texts }) => row(`${made.houses.length} addresses, ${kind}`, texts, find, true))
  return [...bounded, row(`${made.houses.length} addresses, words that are none`, wanted.map(({ number }, at) => `${number} qzxv${at} wkjp`), find, false)]
}

function row(name: string, texts: readonly string[], find: ReturnType<typeof createHouseSearch>, isBound: boolean): Row {
  texts.forEach((text) => find(text, 10))
  const times = texts.map((text) => Math.min(...Array.from({ length: ROUNDS }, () => time(() => find(text, 10)))))
  const p99 = percentile(times, 99)
  return { name, ours: `p50 ${formatMs(percentile(times, 50))}, p99 ${formatMs(p99)}`, peer: '-', ratio: '-', bound: isBound ? `p99 ${MOST_MS} ms` : 'told', verdict: !isBound ? 'reported' : p99 <= MOST_MS ? 'holds' : 'broken' }
}
