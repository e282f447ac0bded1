import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

type Order = { readonly id: string; readonly externalId: string; readonly state: 'completed'; readonly serviceOrderItem: readonly unknown[] }

/** A small provider: TMF641 over HTTP that counts what really happened. `dedupes`: the same externalId has one effect. */
export async function startDevice(options: { readonly dedupes: boolean }) {
  const effects: { readonly orderId: string; readonly externalId: string }[] = []
  const orders: Order[] = []

  const place = (body: { readonly externalId: string; readonly serviceOrderItem: readonly { readonly service: { readonly serviceCharacteristic: readonly { readonly name: string; readonly value: string }[] } }[] }): Order => {
    const known = orders.find(({ externalId }) => externalId === body.externalId)
    if (known !== undefined && options.dedupes) return known
    const orderId = body.serviceOrderItem[0]?.service.serviceCharacteristic.find(({ name }) => name === 'orderId')?.value ?? ''
    effects.push({ orderId, externalId: body.externalId })
    const localCustomerId = { name: 'localCustomerId', value: `L-${effects.length}` }
    const order: Order = { id: `SO-${effects.length}`, externalId: body.externalId, state: 'completed', serviceOrderItem: [{ id: '1', action: 'add', service: { serviceCharacteristic: [localCustomerId] } }] }
    orders.push(order)
    return order
  }
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const key = new URL(request.url ?? '/', 'http://device').searchParams.get('externalId')
      const answer = request.method === 'POST' ? place(JSON.parse(text)) : orders.filter(({ externalId }) => externalId === key).slice(0, 1)
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json', connection: 'close' })
      response.end(JSON.stringify(answer))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    effectsOf: (orderId: string): number => effects.filter((effect) => effect.orderId === orderId).length,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
