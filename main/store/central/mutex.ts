/** Lets one piece of asynchronous work run at a time, in order of asking. */
export type Mutex = { readonly run: <T>(work: () => Promise<T>) => Promise<T> }

/** Makes a lock for one connection. Work that throws frees it like work that returns. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: (work) => {
      const turn = last.then(work)
      last = turn.catch(() => undefined)
      return turn
    },
  }
}
