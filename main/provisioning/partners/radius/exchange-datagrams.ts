import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Timers } from '../../../../shared/kernel/time.ts'
import type { AccessReply, IgnoredWhy, ReplyJudgement } from './access-reply.ts'

export type DatagramExchange = {
  readonly host: string
  readonly port: number
  /** Sent unchanged at every attempt: the server recognises a retransmission by identifier, authenticator and source port (RFC 2865 2.4, RFC 5080 2.2.1). */
  readonly packet: Uint8Array
  readonly attempts: number
  /** How long each attempt waits, milliseconds. */
  readonly timeoutMs: number
  readonly judge: (datagram: Uint8Array) => ReplyJudgement
}
/** 'silent': nothing that could be believed came; `ignored` says why the last datagram was not. 'unreachable': the host said that nobody listens. */
export type ExchangeEnd =
  | { readonly kind: 'replied'; readonly reply: AccessReply }
  | { readonly kind: 'silent'; readonly ignored: IgnoredWhy | null }
  | { readonly kind: 'unreachable' }

/** Sends one packet until it is answered or the attempts are used up. Never rejects; ends after at most `attempts * timeoutMs`. */
export function exchangeDatagrams(timers: Timers, exchange: DatagramExchange): Promise<ExchangeEnd> {
  return new Promise((resolve) => runExchange(timers, exchange, resolve))
}

function runExchange(timers: Timers, exchange: DatagramExchange, resolve: (end: ExchangeEnd) => void): void {
  const socket = createSocket(isIPv6(exchange.host) ? 'udp6' : 'udp4')
  let cancelTimer = (): void => {}
  let lastIgnored: IgnoredWhy | null = null
  let state: 'connecting' | 'connected' | 'over' = 'connecting'

  const finish = (end: ExchangeEnd): void => {
    if (state === 'over') return
    state = 'over'
    cancelTimer()
    socket.close()
    resolve(end)
  }
  const transmit = (): void => {
    if (state === 'connected') socket.send(exchange.packet)
  }
  const awaitReply = (attemptsLeft: number): void => {
    if (attemptsLeft === 0) return finish({ kind: 'silent', ignored: lastIgnored })
    cancelTimer = timers.after(exchange.timeoutMs, () => {
      if (attemptsLeft > 1) transmit()
      awaitReply(attemptsLeft - 1)
    })
  }
  socket.on('error', () => finish({ kind: 'unreachable' }))
  socket.on('message', (datagram) => {
    // A copy: the slices of Node's Buffer share their memory, those of a Uint8Array do not.
    const judgement = exchange.judge(Uint8Array.from(datagram))
    if (judgement.kind === 'reply') finish({ kind: 'replied', reply: judgement.reply })
    else lastIgnored = judgement.why
  })
  socket.on('connect', () => {
    if (state === 'over') return
    state = 'connected'
    transmit()
  })
  // A connected socket: the kernel drops datagrams from any other address and reports a closed port at once.
  socket.connect(exchange.port, exchange.host)
  awaitReply(exchange.attempts)
}
