import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

/** Writes so many different OpenAddresses rows: 25 houses of each street, every tenth with two units. The same count gives the same bytes. */
export async function writeAddressList(file: string, count: number): Promise<void> {
  const out = createWriteStream(file)
  out.write('LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n')
  for (let at = 0; at < count; at++) {
    const street = Math.floor(at / 25)
    const house = at % 25
    const [number, unit] = house % 10 === 9 ? [2 * house, 'APT 2'] : [2 * house + 2, house % 10 === 8 ? 'APT 1' : '']
    const line = `${(-117 + (at % 1000) / 1000).toFixed(6)},${(39 + Math.floor(at / 1000) / 2000).toFixed(6)},${number},${NAMES[street % NAMES.length]} ${Math.floor(street / NAMES.length) + 1} Street,${unit},Tinytown,,NV,${89_000 + (street % 600)},${at},${at.toString(16).padStart(16, '0')}\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

const NAMES = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Gum', 'Hazel', 'Ivy', 'Juniper', 'Kauri', 'Larch']
