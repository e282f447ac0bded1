import type { Envelope } from '../../shared/contract/console/envelope.ts'

/** What the lane uses of a browser's WebSocket. */
export type LaneSocket = Pick<WebSocket, 'onopen' | 'onclose' | 'onmessage' | 'send'>
export type Lane = {
  /** Null: there is no open lane, or the call is too long for it, and the caller goes another way. Never rejects. */
  readonly call: (name: string, input: unknown) => Promise<Envelope> | null
  /** Opens the lane where it is not open; when it cannot be, nothing is lost. */
  readonly open: () => void
}

/** A longer call goes alone: it would hold up those behind it. */
const LONGEST_CALL = 100_000

/**
 * Calls over one connection that stays open. It only ever makes things faster: while it is not there, calls go without it. An answer that
 * was under way when it broke is `lost`, as of any broken connection: whether the desk did it is not known here.
 */
export function createLane(connect: () => LaneSocket, lost: Envelope): Lane {
  let isOpening = false
  let front: { readonly socket: LaneSocket; readonly waiting: Map<number, (answer: Envelope) => void> } | null = null
  let lastId = 0

  const open = () => {
    if (front || isOpening) return
    isOpening = true
    const socket = connect()
    const waiting = new Map<number, (answer: Envelope) => void>()
    socket.onopen = () => {
      isOpening = false
      front = { socket, waiting }
    }
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const { id, envelope } = JSON.parse(data) as { readonly id: number; readonly envelope: Envelope }
      const answer = waiting.get(id)
      waiting.delete(id)
      answer?.(envelope)
    }
    socket.onclose = () => {
      isOpening = false
      if (front?.socket === socket) front = null
      for (const answer of waiting.values()) answer(lost)
      waiting.clear()
    }
  }
  return {
    open,
    call: (name, input) => {
      if (!front) return null
      const { socket, waiting } = front
      const id = (lastId += 1)
      const text = JSON.stringify({ id, name, input })
      if (text.length > LONGEST_CALL) return null
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        socket.send(text)
      })
    },
  }
}
