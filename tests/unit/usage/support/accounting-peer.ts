import { createHash, createHmac } from 'node:crypto'
import type { SocketType } from 'node:dgram'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { encodePacket } from '../../../../main/hosts/sandbox/radius/codec.ts'

/** Attributes of RFC 2866 and 2869 by number; written here once more, apart from the product's table. */
export const ATTR = { user: 1, nasIp: 4, nas: 32, proxyState: 33, status: 40, delay: 41, input: 42, output: 43, session: 44, seconds: 46, inputGiga: 52, outputGiga: 53, stamp: 55, message: 80 } as const
export const STATUS = { start: 1, stop: 2, interim: 3, on: 7, off: 8 } as const
export type Attributes = readonly (readonly [number, number | string | Buffer])[]
export const SECRET = 'a secret of the accounting tests'
export const NAS = 'nas-1'

const octets = (value: number | string | Buffer): Buffer => {
  if (typeof value !== 'number') return Buffer.from(value)
  const four = Buffer.alloc(4)
  four.writeUInt32BE(value)
  return four
}

/** An Accounting-Request with the practice ISP's codec, signed as RFC 2866 3 says. */
export function accountingRequest(attributes: Attributes, { secret = SECRET, identifier = 1, code = 4, signsMessage = false } = {}): Buffer {
  const parts = [...attributes.map(([type, value]) => ({ type, value: octets(value) })), ...(signsMessage ? [{ type: ATTR.message, value: Buffer.alloc(16) }] : [])]
  const bare = encodePacket({ code, identifier, authenticator: Buffer.alloc(16), attributes: parts })
  if (signsMessage) createHmac('md5', secret).update(bare).digest().copy(bare, bare.length - 16)
  createHash('md5').update(bare).update(secret).digest().copy(bare, 4)
  return bare
}

/** True for the Accounting-Response to a request. RFC 2866 3. */
export function isAnswer(answer: Buffer, request: Buffer, secret = SECRET): boolean {
  const expected = createHash('md5').update(answer.subarray(0, 4)).update(request.subarray(4, 20)).update(answer.subarray(20)).update(secret).digest()
  return answer[0] === 5 && answer[1] === request[1] && expected.equals(answer.subarray(4, 20))
}

export const told = (status: keyof typeof STATUS, more: Attributes = [], session = '00000001', user = 'caller-o1@highplains.example'): Attributes =>
  [[ATTR.status, STATUS[status]], [ATTR.nas, NAS], ...(status === 'on' || status === 'off' ? [] : [[ATTR.session, session], [ATTR.user, user]] as const), ...more]
export const counted = (input: number, output: number, seconds: number): Attributes => [[ATTR.input, input], [ATTR.output, output], [ATTR.seconds, seconds]]

/** A NAS on a socket of its own: sends, and gives the answer, or null when none came in `waitMs`. */
export async function openNas(port: number, type: SocketType = 'udp4') {
  const socket = createSocket(type)
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  socket.on('error', () => undefined)
  const send = (request: Buffer, waitMs = 2_000): Promise<Buffer | null> => new Promise((resolve) => {
    const end = (answer: Buffer | null): void => {
      clearTimeout(timer)
      socket.off('message', hear)
      resolve(answer)
    }
    const hear = (answer: Buffer): void => { if (isAnswer(answer, request)) end(answer) }
    const timer = setTimeout(() => end(null), waitMs)
    socket.on('message', hear)
    socket.send(request, port, '127.0.0.1')
  })
  return { send, close: () => socket.close() }
}
