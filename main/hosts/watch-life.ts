import type { Worker } from 'node:worker_threads'

export type ThreadLife = {
  /** Resolves when the thread is over, also for who asks afterwards. */
  readonly over: Promise<void>
  /** Resolves with a sentence for the person when the thread ended and nobody had expected it to. */
  readonly endedByItself: Promise<string>
  readonly isOver: () => boolean
  readonly expectEnd: () => void
}

/** Follows a thread to its end. A worker tells of its end once and takes messages in silence afterwards: who waits for it then waits for ever. */
export function watchLife(thread: Worker): ThreadLife {
  let isOver = false
  let isExpected = false
  let reason = 'it was ended from outside'
  let tell: (sentence: string) => void = () => undefined
  const endedByItself = new Promise<string>((resolve) => (tell = resolve))
  thread.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)))
  const over = new Promise<void>((resolve) => thread.once('exit', () => {
    isOver = true
    if (!isExpected) tell(`The desk has stopped: ${reason}. What was saved is safe; start it again.`)
    resolve()
  }))
  return { over, endedByItself, isOver: () => isOver, expectEnd: () => void (isExpected = true) }
}
