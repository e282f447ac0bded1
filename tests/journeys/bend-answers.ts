import type { Page } from '@playwright/test'

type Answer = { ok: boolean; value?: Record<string, unknown>; error?: { code: string; details: Record<string, unknown> } }
type Bend = ((answer: Answer) => Answer) | 'hold'
export type Bender = { readonly bend: (name: string, how: Bend) => void; readonly straighten: (name?: string) => void }

/**
 * Puts itself between the page and its real desk: an answer can be held back or changed, so that every face of a screen can be seen
 * without waiting for a provider to do it. The page is loaded anew, without its open connection, so that each call is a request.
 */
export async function bendAnswers(page: Page): Promise<Bender> {
  const bends = new Map<string, Bend>()
  await loadWithoutConnection(page)
  await page.route('**/api/call', async (route) => {
    const { name } = route.request().postDataJSON() as { readonly name: string }
    const how = bends.get(name)
    if (how === undefined) return route.continue()
    // Held for good: the page never hears. The browser ends it with the page.
    if (how === 'hold') return
    const response = await route.fetch()
    const answer = (await response.json()) as Answer
    await route.fulfill({ response, json: how(structuredClone(answer)) })
  })
  return {
    bend: (name, how) => void bends.set(name, how),
    straighten: (name) => (name === undefined ? bends.clear() : void bends.delete(name)),
  }
}

/** The page anew, without its open connection: each call is a request that a test can see. */
export async function loadWithoutConnection(page: Page): Promise<void> {
  await page.routeWebSocket('**/api/socket', (socket) => { void socket.close() })
  await page.reload()
}

export const refuse = (code: string, details: Record<string, unknown> = {}) => (): Answer => ({ ok: false, error: { code, details } })
/** The same answer with its value changed. */
export const change = (alter: (value: Record<string, unknown>) => Record<string, unknown>) => (answer: Answer): Answer => (answer.ok ? { ok: true, value: alter(answer.value ?? {}) } : answer)
