import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { Envelope } from '../../shared/contract/console/envelope.ts'
import { createLane } from './lane.ts'
import type { Lane } from './lane.ts'

/** How a page reaches its desk. `call` never rejects: a desk that does not answer is a refusal too. */
export type Transport = {
  readonly call: (name: string, input: unknown) => Promise<Envelope>
  readonly subscribe: (listener: (event: ConsoleEvent) => void, onLink: (isUp: boolean) => void) => () => void
}
type Bridge = { readonly call: (name: string, input: unknown) => Promise<Envelope>; readonly subscribe: (listener: (event: ConsoleEvent) => void) => () => void }
declare global {
  interface Window { readonly lastmile?: Bridge }
}

export const LOST: Envelope = { ok: false, error: { code: 'internal', details: { reference: 'desk-lost' } } }

/** The desk is there and does not know this window: it was restarted. */
const LINK_NEEDED: Envelope = { ok: false, error: { code: 'internal', details: { reference: 'link-needed' } } }

/** The window's bridge where there is one, else the loopback host. */
export async function openTransport(): Promise<Transport> {
  const bridge = window.lastmile
  if (bridge) return { call: (name, input) => bridge.call(name, input).catch(() => LOST), subscribe: (listener) => bridge.subscribe(listener) }
  await exchangeCode()
  const lane = createLane(() => new WebSocket(`ws://${location.host}/api/socket`), LOST)
  lane.open()
  return { call: (name, input) => callLoopback(lane, name, input), subscribe: subscribeLoopback }
}

/** The link's code works once: it is exchanged for a cookie and leaves the address line at once. */
async function exchangeCode(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code === null) return
  history.replaceState(null, '', location.pathname)
  await useCode(code)
}

/** Opens a session of this window with the code of a link. False: the code was used already, or is of another desk. */
export async function useCode(code: string): Promise<boolean> {
  const response = await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) }).catch(() => null)
  return response?.ok ?? false
}

/** What is kept must arrive also when its page is closed meanwhile: a request can outlive its page, a connection cannot. */
const OUTLIVES_PAGE: ReadonlySet<string> = new Set(['signup.saveDraft'])

function callLoopback(lane: Lane, name: string, input: unknown): Promise<Envelope> {
  const overLane = OUTLIVES_PAGE.has(name) ? null : lane.call(name, input)
  if (overLane) return overLane
  lane.open()
  return callOverHttp(name, input)
}

async function callOverHttp(name: string, input: unknown): Promise<Envelope> {
  try {
    const body = JSON.stringify({ name, input })
    // A browser lets 64 kB outlive a page.
    const response = await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body, keepalive: OUTLIVES_PAGE.has(name) && body.length < 30_000 })
    if (response.status === 401) return LINK_NEEDED
    return response.ok ? ((await response.json()) as Envelope) : LOST
  } catch {
    return LOST
  }
}

function subscribeLoopback(listener: (event: ConsoleEvent) => void, onLink: (isUp: boolean) => void): () => void {
  const source = new EventSource('/api/events')
  source.onmessage = (message: MessageEvent<string>) => listener(JSON.parse(message.data) as ConsoleEvent)
  source.onopen = () => onLink(true)
  source.onerror = () => onLink(false)
  return () => source.close()
}
