/** What goes back over a connection, as data, so that a fault can bend it before it is sent. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  /** The head promises the whole body; half of it is sent and the connection is torn. */
  | { readonly kind: 'half'; readonly reply: JsonReply }
  | { readonly kind: 'later'; readonly delayMs: number; readonly reply: JsonReply }
  /** The connection stays open and nothing is ever said. */
  | { readonly kind: 'silence' }
  /** Nothing is said and the process ends. */
  | { readonly kind: 'exit'; readonly code: number }
export type JsonReply = Extract<Reply, { kind: 'json' }>

/** A plain JSON answer. */
export const json = (status: number, body: unknown): JsonReply => ({ kind: 'json', status, body })

/** An answer in the shape of the TM Forum Error resource. */
export const tmfError = (status: number, code: string, reason: string): JsonReply =>
  json(status, { '@type': 'Error', code, reason, status: String(status) })
