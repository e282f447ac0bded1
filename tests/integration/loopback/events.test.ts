import { get, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type DeskInASocket, openDeskInASocket } from './desk-in-a-socket.ts'

let desk: DeskInASocket
beforeEach(async () => { desk = await openDeskInASocket() })
afterEach(async () => { await desk[Symbol.asyncDispose]() })

const openStream = async () => {
  const cookie = await desk.signInBrowser()
  return new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port: desk.port, path: '/api/events', headers: { cookie }, agent: false }, resolve).on('error', reject)
  })
}

const readUntil = async (stream: IncomingMessage, text: string): Promise<string> => {
  let heard = ''
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    heard += chunk.toString('utf8')
    if (heard.includes(text)) return heard
  }
  throw new Error(`the stream ended after ${heard}`)
}

it('relays every event to every open stream', async () => {
  const [first, second] = [await openStream(), await openStream()]
  expect(first.headers['content-type']).toBe('text/event-stream')
  await Promise.all([readUntil(first, ': open\n\n'), readUntil(second, ': open\n\n')])
  desk.console.publish({ name: 'order.changed', orderId: 'order-1', revision: 3 })
  const expected = 'data: {"name":"order.changed","orderId":"order-1","revision":3}\n\n'
  expect(await Promise.all([readUntil(first, '\n\n'), readUntil(second, '\n\n')])).toEqual([expected, expected])
})

it('forgets a stream whose page is closed', async () => {
  const stream = await openStream()
  await readUntil(stream, ': open\n\n')
  expect(desk.console.listenerCount()).toBe(1)
  stream.destroy()
  await expect.poll(() => desk.console.listenerCount()).toBe(0)
})
