// A whole desk that orders one new identifier and is killed between intent and answer: node … DIRECTORY IDENTIFIER PASSWORD FAULT.
// The ISP's answer is withheld by FAULT; says `asked ORDER` when its book shows that the request arrived.
import { writeSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { PLAN, startDeskRig } from './desk-rig.ts'
import { ispPort, orderNewIdentifier } from './order-new-identifier.ts'

const [dataDir = '', userIdentifier = '', password = '', fault = 'never'] = process.argv.slice(2)
const rig = await startDeskRig(dataDir)
const [place] = await rig.findPlaces(1)
const port = await ispPort(rig)
await fetch(`http://127.0.0.1:${port}/fault`, { method: 'POST', body: JSON.stringify({ fault, on: 'identifier', delayMs: 4_000 }) })
const { orderId } = await orderNewIdentifier(rig, place!, [PLAN], { userIdentifier, password, familyName: `Specimen-${randomUUID().slice(0, 8)}` })
for (;;) {
  const response = await fetch(`http://127.0.0.1:${port}/effects`)
  if ((await response.text()).includes(`${orderId}:reserveIdentifier`)) break
  await after(20)
}
writeSync(1, `asked ${orderId}\n`)
