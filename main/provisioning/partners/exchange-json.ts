/** What came of one request. 'notSent': it never left. 'lost': it may have arrived, no answer is known. 'unreadable': somebody answered, but not in JSON that ends. */
export type JsonExchange =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'unreadable'; readonly status: number; readonly why: 'half' | 'tooLarge' | 'notJson' }
  | { readonly kind: 'notSent' }
  | { readonly kind: 'lost'; readonly why: 'timeout' | 'connection' }

export type JsonRequest = { readonly method: 'GET' | 'POST'; readonly url: string; readonly body?: unknown; /** Ends the exchange, reading of the answer included. */ readonly signal: AbortSignal }

export const MAXIMUM_ANSWER_BYTES = 1024 * 1024
/** The connection was never made, so nothing of the request can have arrived. Every other failure leaves that open. */
const NOT_SENT_CODES: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
const JSON_CONTENT = /^application\/(?:[\w.+-]+\+)?json\b/i

/** Sends one JSON request and reads the whole JSON answer. Never rejects. Redirects are not followed: an order goes to whom it was meant for. */
export async function exchangeJson(request: JsonRequest): Promise<JsonExchange> {
  let response: Response
  try {
    response = await fetch(request.url, {
      method: request.method,
      redirect: 'manual',
      signal: request.signal,
      headers: { accept: 'application/json', ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    })
  } catch (cause) {
    if (NOT_SENT_CODES.has(causeCode(cause))) return { kind: 'notSent' }
    return { kind: 'lost', why: request.signal.aborted ? 'timeout' : 'connection' }
  }
  return await readAnswer(response, request.signal)
}

async function readAnswer(response: Response, signal: AbortSignal): Promise<JsonExchange> {
  const { status } = response
  try {
    const text = await readText(response)
    return text === null ? { kind: 'unreadable', status, why: 'tooLarge' } : readJson(status, response.headers.get('content-type') ?? '', text)
  } catch {
    return signal.aborted ? { kind: 'lost', why: 'timeout' } : { kind: 'unreadable', status, why: 'half' }
  }
}

/** The body as text, or null as soon as it is larger than allowed. Errors: throws when the connection ends before the body does. */
async function readText(response: Response): Promise<string | null> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAXIMUM_ANSWER_BYTES) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** What a whole body says, over whichever connection it came. */
export function readJson(status: number, contentType: string, text: string): JsonExchange {
  if (!JSON_CONTENT.test(contentType)) return { kind: 'unreadable', status, why: 'notJson' }
  try {
    return { kind: 'answered', status, body: JSON.parse(text) as unknown }
  } catch {
    return { kind: 'unreadable', status, why: 'notJson' }
  }
}

/** Node's fetch rejects with a TypeError whose cause is the socket's error. */
function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}
