import { createSocket } from 'node:dgram'
import type { RemoteInfo } from 'node:dgram'
import type { Clock } from '../../../../shared/kernel/time.ts'
import type { Log } from '../../../platform/log.ts'
import { recordOf } from './accounting.ts'
import type { DroppedWhy, JudgedPacket, RadiusClient } from './accounting-packet.ts'
import { answerAccounting, attributesOf, isOfTunnel, judgeAccounting } from './accounting-packet.ts'
import type { AccountingIntake, AccountingRequest } from './take-accounting.ts'

/** What the door did, since it was opened. `repeated`: told again while its answer was still known. `busy`: more than can wait; it is told again. */
export type DoorCounts = { readonly answered: number; readonly repeated: number; readonly notKept: number; readonly busy: number; readonly dropped: Readonly<Record<DroppedWhy, number>> }
export type AccountingServer = { readonly port: number; /** All of them, or what is known to be of one provider. */ readonly counts: (providerId?: string) => DoorCounts; readonly close: () => Promise<void> }
export type AccountingServerDeps = { readonly intake: AccountingIntake; readonly clients: readonly RadiusClient[]; readonly clock: Clock; readonly log: Log }

/** RFC 5080 2.2.2: a server keeps its answer to repeat it; 5 to 30 seconds are usual. */
const KEPT_MS = 30_000
const MOST_KEPT = 20_000
const MOST_WAITING = 10_000
/** One sync of the disk for as many as came while the last one was made. */
const BATCH = 500
const RECEIVE_BYTES = 4_194_304

type Heard = { readonly request: AccountingRequest | null; readonly answer: Uint8Array; readonly key: string; readonly from: RemoteInfo }
type Kept = { readonly answer: Uint8Array | null; readonly at: number }

/**
 * RADIUS accounting over UDP. An answer is sent when what was told is on the disk and never earlier; what is not from a NAS we know, signed
 * with its secret, is dropped without a word and counted. `port` 0: any free one. Errors: rejects when the port is taken. Source: RFC 2866.
 */
export async function serveAccounting(deps: AccountingServerDeps, { host, port }: { readonly host: string; readonly port: number }): Promise<AccountingServer> {
  await deps.intake.settle()
  const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BYTES })
  const tally = createTally()
  const kept = new Map<string, Kept>()
  let waiting: Heard[] = []
  let working: Promise<void> | null = null

  const reply = (answer: Uint8Array, to: RemoteInfo): void => socket.send(answer, to.port, to.address)
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH)
      try {
        await deps.intake.take(batch.flatMap(({ request }) => request ?? []))
      } catch (error) {
        // No answer: it is told again, and everything about it is decided as if for the first time.
        for (const { key, request } of batch) {
          kept.delete(key)
          tally.add('notKept', request?.providerId)
        }
        deps.log.error({ kind: 'usage', name: 'accounting', outcome: 'not-kept', requests: batch.length, stack: String(error) })
        continue
      }
      for (const { key, answer, from, request } of batch) {
        kept.set(key, { answer, at: deps.clock.now() })
        tally.add('answered', request?.providerId)
        reply(answer, from)
      }
    }
  }
  socket.on('message', (datagram, from) => {
    const judged = judgeAccounting(Uint8Array.from(datagram), from.address, deps.clients)
    if (judged.kind === 'dropped') return tally.drop(judged.why, judged.client?.providerId)
    const key = `${from.address}:${from.port}:${judged.packet.identifier}:${Buffer.from(judged.packet.authenticator).toString('hex')}`
    forget(kept, deps.clock.now() - KEPT_MS)
    const before = kept.get(key)
    if (before) {
      tally.add('repeated', judged.client.providerId)
      return before.answer ? reply(before.answer, from) : undefined
    }
    if (waiting.length >= MOST_WAITING) return tally.add('busy', judged.client.providerId)
    kept.set(key, { answer: null, at: deps.clock.now() })
    waiting.push({ request: requestOf(judged, deps.clock.now()), answer: answerAccounting(judged.packet, judged.client.secret), key, from })
    working ??= work().finally(() => (working = null))
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, host, () => resolve())
  })
  // A NAS that went away answers our answer with "nobody listens": no reason to stop.
  socket.removeAllListeners('error').on('error', (error) => deps.log.warn({ kind: 'usage', name: 'accounting', outcome: 'socket', stack: String(error) }))
  return {
    port: socket.address().port,
    counts: tally.counts,
    close: async () => {
      await working
      await new Promise<void>((resolve) => socket.close(() => resolve()))
      deps.log.info({ kind: 'usage', name: 'accounting', outcome: 'closed', ...tally.counts() })
    },
  }
}

function requestOf({ packet, client, octets }: Extract<JudgedPacket, { readonly kind: 'request' }>, heardAt: number): AccountingRequest | null {
  if (isOfTunnel(packet)) return null
  return { providerId: client.providerId, heardAt, raw: `RADIUS accounting of ${client.nas}: ${Buffer.from(octets).toString('hex')}`, read: recordOf(attributesOf(packet), heardAt) }
}

/** The oldest first; what is still at work stays. */
function forget(kept: Map<string, Kept>, before: number): void {
  for (const [key, { at }] of kept) {
    if (at >= before && kept.size <= MOST_KEPT) return
    kept.delete(key)
  }
}

type Tally = { readonly add: (name: 'answered' | 'repeated' | 'notKept' | 'busy', providerId: string | undefined) => void; readonly drop: (why: DroppedWhy, providerId: string | undefined) => void; readonly counts: (providerId?: string) => DoorCounts }
const EMPTY: DoorCounts = { answered: 0, repeated: 0, notKept: 0, busy: 0, dropped: { malformed: 0, notAccounting: 0, unknownNas: 0, badAuthenticator: 0 } }

function createTally(): Tally {
  const all = new Map<string, DoorCounts>([['', EMPTY]])
  const change = (providerId: string | undefined, add: (counts: DoorCounts) => DoorCounts): void => {
    for (const name of new Set(['', providerId ?? ''])) all.set(name, add(all.get(name) ?? EMPTY))
  }
  return {
    add: (name, providerId) => change(providerId, (counts) => ({ ...counts, [name]: counts[name] + 1 })),
    drop: (why, providerId) => change(providerId, (counts) => ({ ...counts, dropped: { ...counts.dropped, [why]: counts.dropped[why] + 1 } })),
    counts: (providerId = '') => all.get(providerId) ?? EMPTY,
  }
}
