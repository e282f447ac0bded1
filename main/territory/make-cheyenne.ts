import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from '../../shared/kernel/result.ts'
import { makeCatalog } from './cheyenne/catalog.ts'
import { makeExceptions } from './cheyenne/exceptions.ts'
import { makePlant } from './cheyenne/plant.ts'
import { createPlaceBook } from './place-book.ts'
import { readOffers } from './read-offers.ts'
import { readManifest } from './read-territory.ts'

export const CHEYENNE = fileURLToPath(new URL('../../resources/territory/cheyenne', import.meta.url))
const OFFER_FILES = ['offers/cheyenne_centurylink.csv', 'offers/cheyenne_earthlink.csv']

/** The generated files of the demo territory, by name: made of its offer files alone, so that the same input gives the same bytes. */
export async function makeCheyenne(directory: string): Promise<ReadonlyMap<string, string>> {
  const manifest = readManifest(directory)
  assert(manifest.ok, 'territory.json must be readable')
  const book = createPlaceBook(manifest.value, () => undefined)
  for (const name of OFFER_FILES) {
    for await (const read of readOffers(join(directory, name), manifest.value)) if (read.kind === 'read') book.addOffer(name, read.line, read.offer)
  }
  const [addresses, answers] = [book.addresses(), book.answers()]
  const plant = makePlant(addresses, answers)
  const { units, negatives, waiting } = makeExceptions(addresses, answers, plant)
  return new Map([
    ['catalog.json', pretty(makeCatalog(answers.map(({ answer }) => answer)))],
    ['plant.json', pretty({ origin: 'invented', nodes: plant.nodes, spans: plant.spans, waiting })],
    ['units.json', pretty({ origin: 'invented', ...units })],
    ['negative-answers.json', pretty({ origin: 'invented', ...negatives })],
  ])
}

/** One line per item of each top-level list: a change is one line in a comparison. */
function pretty(file: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(file).map(([name, value]) =>
    Array.isArray(value) ? `  ${JSON.stringify(name)}: [\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]` : `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
  return `{\n${members.join(',\n')}\n}\n`
}

if (import.meta.main) {
  for (const [name, text] of await makeCheyenne(CHEYENNE)) writeFileSync(join(CHEYENNE, name), text)
}
