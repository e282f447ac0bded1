import type { BrowserContext, Frame, Route } from 'playwright-core'
import { toApp } from './addresses.ts'
import type { StandInWindow } from './browser-window.ts'
import type { StandInSession } from './session.ts'

export type ProtocolHandler = (request: Request) => Response | Promise<Response>
type World = { readonly windows: ReadonlySet<StandInWindow>; readonly session: StandInSession; readonly handlers: ReadonlyMap<string, ProtocolHandler> }

/** Answers every request of every page from the app's protocol handlers; nothing leaves the machine. */
export const serveRequests = (context: BrowserContext, world: World): Promise<void> => context.route('**/*', (route) => serve(route, world)).then(() => undefined)

async function serve(route: Route, world: World): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  const frame = frameOf(route)
  // A new window's first request belongs to no frame yet; whether it may exist is the open handler's.
  if (!frame) return route.abort('blockedbyclient')
  if (request.isNavigationRequest() && !frame.parentFrame()) {
    for (const window of world.windows) if ((await window.owns(route)) && !window.mayNavigate(url)) return route.abort('aborted')
  }
  if (await world.session.isCancelled(url)) return route.abort('blockedbyclient')
  const handler = world.handlers.get(new URL(url).protocol.slice(0, -1))
  if (!handler) return route.abort('blockedbyclient')
  const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }))
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) })
}

function frameOf(route: Route): Frame | null {
  try {
    return route.request().frame()
  } catch {
    return null
  }
}
