import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { messageAuthenticator, messageAuthenticatorOffset, responseAuthenticator } from '../../../main/provisioning/partners/radius/authenticators.ts'
import { ATTRIBUTE, decodePacket, encodePacket, type RadiusAttribute, type RadiusPacket } from '../../../shared/engines/radius/packet.ts'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

export type Received = { readonly octets: Uint8Array; readonly packet: RadiusPacket; readonly from: RemoteInfo; /** 1 for the first datagram this server got. */ readonly number: number; readonly reply: (octets: Uint8Array) => void }

/** A scripted RADIUS server on loopback. `answer` decides what each datagram gets; silence is not replying. */
export async function startRadiusServer(answer: (received: Received) => void) {
  const socket = createSocket('udp4')
  const received: Received[] = []
  const waiting = new Map<number, () => void>()
  socket.on('message', (datagram, from) => {
    const octets = Uint8Array.from(datagram)
    const decoded = decodePacket(octets)
    if (!decoded.ok) throw new Error(`the client sent no packet: ${decoded.error}`)
    const one: Received = { octets, packet: decoded.value, from, number: received.length + 1, reply: (reply) => socket.send(reply, from.port, from.address) }
    received.push(one)
    answer(one)
    waiting.get(one.number)?.()
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    received: received as readonly Received[],
    /** Resolves when the n-th datagram has come. */
    got: (number: number): Promise<void> => (received.length >= number ? Promise.resolve() : new Promise((resolve) => waiting.set(number, resolve))),
    close: () => socket.close(),
  }
}

/** A correctly authenticated reply to `request`. `signed`: with a Message-Authenticator. */
export function replyTo(request: RadiusPacket, secret: Uint8Array, reply: { readonly code: number; readonly attributes?: readonly RadiusAttribute[]; readonly signed: boolean }): Uint8Array {
  const octets = encodePacket({
    code: reply.code,
    identifier: request.identifier,
    authenticator: new Uint8Array(16),
    attributes: [...(reply.signed ? [{ type: ATTRIBUTE.messageAuthenticator, value: new Uint8Array(16) }] : []), ...(reply.attributes ?? [])],
  })
  if (reply.signed) octets.set(messageAuthenticator(octets, request.authenticator, secret), messageAuthenticatorOffset(octets))
  octets.set(responseAuthenticator(octets, request.authenticator, secret), 4)
  return octets
}
