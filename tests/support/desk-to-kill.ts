// A whole desk without a window that takes orders one after the other until somebody kills it. Says `acknowledged ID` for each, at once.
import { writeSync } from 'node:fs'
import { BUNDLE, PLAN, startDeskRig } from './desk-rig.ts'

const [dataDir = '', placeCount = '1'] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)

const rig = await startDeskRig(dataDir)
const places = await rig.findPlaces(Number(placeCount))
say('ready')
for (let taken = 0; ; taken++) {
  const place = places[taken % places.length]!
  try {
    const { orderId } = await rig.signUp(place, [PLAN, BUNDLE])
    say(`acknowledged ${orderId}`)
  } catch (error) {
    // An earlier order at this place is still under way: the next place.
    if (!(error instanceof Error) || !error.message.includes('order-in-flight-here')) throw error
  }
}
