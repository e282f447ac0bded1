import { createSocket } from 'node:dgram'
import type { RemoteInfo } from 'node:dgram'
import type { Clock, Timers } from '../../../../shared/kernel/time.ts'
import { RESTART_EXIT_CODE } from '../faults.ts'
import type { FaultQueue, OrderedFault } from '../faults.ts'
import { authenticate, reject } from './authentication.ts'
import type { AuthenticationDeps, RadiusLog, RadiusLogEntry } from './authentication.ts'
import { CODE, decodePacket, encodeReply, isSigned } from './codec.ts'
import type { Packet } from './codec.ts'

export type RadiusServerDeps = AuthenticationDeps & {
  readonly faults: FaultQueue
  readonly log: RadiusLog
  readonly clock: Clock
  readonly timers: Timers
  readonly exit: (code: number) => void
}
export type RadiusServer = { readonly port: number; readonly close: () => Promise<void> }

/** RFC 5080 2.2.2: a server keeps its answer to repeat it; 5 to 30 seconds are usual. */
const KEPT_MS = 30_000

/** How one request was answered: datagrams sent now, or after a delay; none for silence. */
type Answer = { readonly datagrams: readonly Buffer[]; readonly delayMs: number; readonly exits: boolean; readonly outcome: RadiusLogEntry['outcome'] }
type Kept = { readonly answer: Answer; readonly keptAt: number; readonly countRetransmission: () => void }

/** Answers Access-Requests on 127.0.0.1. `port` 0 takes a free one. What is not signed with the secret is dropped without a word. */
export async function serveRadius(deps: RadiusServerDeps, port: number): Promise<RadiusServer> {
  const socket = createSocket('udp4')
  const kept = new Map<string, Kept>()
  await new Promise<void>((resolve, rejectStart) => {
    socket.once('error', rejectStart)
    socket.bind(port, '127.0.0.1', () => resolve())
  })
  const boundPort = socket.address().port
  const deliver = ({ datagrams, delayMs, exits }: Answer, to: RemoteInfo) => {
    if (exits) return deps.exit(RESTART_EXIT_CODE)
    const sendAll = () => datagrams.forEach((datagram) => socket.send(datagram, to.port, to.address))
    return delayMs === 0 ? sendAll() : void deps.timers.after(delayMs, sendAll)
  }
  socket.on('message', (datagram, from) => {
    const request = decodePacket(datagram)
    if (!request || request.code !== CODE.accessRequest || !isSigned(request, deps.secret)) return
    forget(kept, deps.clock.now() - KEPT_MS)
    const key = `${from.address}:${from.port}:${request.identifier}:${request.authenticator.toString('hex')}`
    const before = kept.get(key)
    if (before) {
      before.countRetransmission()
      return deliver(before.answer, from)
    }
    const { answer, entry } = decide(deps, request)
    const { countRetransmission } = deps.log.add({ ...entry, port: boundPort })
    kept.set(key, { answer, keptAt: deps.clock.now(), countRetransmission })
    return deliver(answer, from)
  })
  return { port: boundPort, close: () => new Promise((resolve) => socket.close(() => resolve())) }
}

function decide(deps: RadiusServerDeps, request: Packet): { answer: Answer; entry: Omit<RadiusLogEntry, 'port'> } {
  const fault = deps.faults.take('radius')
  const decision = authenticate(deps, request)
  const said = fault?.fault === 'reject' ? reject(fault.code ?? 'identity not accepted') : decision
  const answer = bend(fault, encodeReply(request, said, deps.secret), said.code === CODE.accessAccept ? 'accept' : 'reject')
  const { userIdentifier, method, service } = decision
  return { answer, entry: { at: new Date(deps.clock.now()).toISOString(), userIdentifier, method, service, outcome: answer.outcome, retransmissions: 0 } }
}

function bend(fault: OrderedFault | undefined, datagram: Buffer, outcome: 'accept' | 'reject'): Answer {
  const plain: Answer = { datagrams: [datagram], delayMs: 0, exits: false, outcome }
  switch (fault?.fault) {
    case 'slow':
      return { ...plain, delayMs: fault.delayMs }
    case 'twice':
      return { ...plain, datagrams: [datagram, datagram] }
    case 'half':
      return { ...plain, datagrams: [datagram.subarray(0, datagram.length / 2)] }
    case 'never':
      return { ...plain, datagrams: [], outcome: 'silence' }
    case 'restart':
      return { ...plain, datagrams: [], exits: true, outcome: 'silence' }
    default:
      return plain
  }
}

function forget(kept: Map<string, Kept>, before: number): void {
  for (const [key, { keptAt }] of kept) {
    if (keptAt >= before) return
    kept.delete(key)
  }
}
