import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { ATTRIBUTE, encodeAccountingRequest, isAccountingResponse } from '../radius/codec.ts'
import type { Attribute } from '../radius/codec.ts'
import type { AccountingPart, SessionRecord } from './meter-sessions.ts'

export type AccountingServer = { readonly host: string; readonly port: number; readonly secret: string; readonly nas: string }
export type Nas = {
  /** Tells a part of a day; of one subscriber in order, of many at once. Errors: throws when a telling stays without an answer. */
  readonly tell: (part: AccountingPart) => Promise<{ readonly told: number; readonly toldAgain: number }>
  readonly close: () => void
}

const STATUS = { start: 1, stop: 2, interim: 3, on: 7, off: 8 } as const
const USER_REQUEST = 1
const ATTEMPTS = 8
const ANSWER_WITHIN_MS = 1_500
/** Identifiers are an octet: more cannot be under way from one port. */
const AT_ONCE = 64

/** A network access server that tells a RADIUS server of its sessions, and tells it again until it is answered. Source: RFC 2866 2. */
export async function openNas({ host, port, secret, nas }: AccountingServer): Promise<Nas> {
  const socket = createSocket('udp4')
  socket.bind(0, host)
  await once(socket, 'listening')
  // Nobody listens: as silent as a lost datagram.
  socket.on('error', () => undefined)
  const underWay = new Map<number, { readonly request: Buffer; readonly heard: () => void }>()
  socket.on('message', (datagram) => {
    const waiting = datagram.length > 1 ? underWay.get(datagram.readUInt8(1)) : undefined
    if (waiting && isAccountingResponse(datagram, waiting.request, secret)) waiting.heard()
  })
  let last = 0
  let [told, toldAgain] = [0, 0]
  const freeIdentifier = (): number => {
    do last = (last + 1) % 256
    while (underWay.has(last))
    return last
  }
  const exchange = (attributes: readonly Attribute[]): Promise<boolean> => new Promise((resolve) => {
    const identifier = freeIdentifier()
    const request = encodeAccountingRequest({ identifier, attributes }, secret)
    const end = (isHeard: boolean): void => {
      clearTimeout(timer)
      underWay.delete(identifier)
      resolve(isHeard)
    }
    const timer = setTimeout(() => end(false), ANSWER_WITHIN_MS)
    underWay.set(identifier, { request, heard: () => end(true) })
    socket.send(request, port, host)
  })
  const say = async (attributes: readonly Attribute[]): Promise<void> => {
    const began = Date.now()
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // What waited says so, and is another packet for it (RFC 2866 5.2).
      const waited = Math.floor((Date.now() - began) / 1_000)
      if (attempt > 0) toldAgain += 1
      if (await exchange([...attributes, integer(ATTRIBUTE.acctDelayTime, waited)])) {
        told += 1
        return
      }
    }
    throw new Error(`accounting was not answered by ${host}:${port}`)
  }
  const ofNas = (status: keyof typeof STATUS, at: number): readonly Attribute[] => [integer(ATTRIBUTE.acctStatusType, STATUS[status]), text(ATTRIBUTE.nasIdentifier, nas), integer(ATTRIBUTE.eventTimestamp, Math.floor(at / 1_000))]
  const sayRecord = async (record: SessionRecord): Promise<void> => {
    const attributes = [...ofNas(record.status, record.at), ...attributesOf(record)]
    await say(attributes)
    if (record.isRepeated) await say(attributes)
  }
  return {
    tell: async ({ ofSubscribers, restart }) => {
      const waiting = [...ofSubscribers]
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (let records = waiting.shift(); records; records = waiting.shift()) for (const record of records) await sayRecord(record)
      }))
      if (restart?.kind === 'orderly') await say(ofNas('off', restart.at))
      if (restart) await say(ofNas('on', restart.at + 60_000))
      const counts = { told, toldAgain }
      ;[told, toldAgain] = [0, 0]
      return counts
    },
    close: () => void socket.close(),
  }
}

function attributesOf(record: SessionRecord): readonly Attribute[] {
  const counters = record.status === 'start' ? [] : [
    ...counter(record.inputOctets, ATTRIBUTE.acctInputOctets, ATTRIBUTE.acctInputGigawords), ...counter(record.outputOctets, ATTRIBUTE.acctOutputOctets, ATTRIBUTE.acctOutputGigawords),
    integer(ATTRIBUTE.acctSessionTime, record.sessionSeconds),
  ]
  return [text(ATTRIBUTE.acctSessionId, record.sessionId), text(ATTRIBUTE.userName, record.userIdentifier), ...counters, ...(record.status === 'stop' ? [integer(ATTRIBUTE.acctTerminateCause, USER_REQUEST)] : [])]
}

/** A counter of 32 bits and, once it ran over, how often. RFC 2869 5.1. */
const counter = (octets: number, low: number, high: number): readonly Attribute[] => [integer(low, octets % 2 ** 32), ...(octets >= 2 ** 32 ? [integer(high, Math.floor(octets / 2 ** 32))] : [])]
const text = (type: number, value: string): Attribute => ({ type, value: Buffer.from(value) })
function integer(type: number, value: number): Attribute {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value)
  return { type, value: octets }
}
