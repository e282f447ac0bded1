/** A desk without a window: its sagas run, its feed is followed, nobody looks. Ends when the signal does. */
export const runHeadless = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    // An abort listener does not keep a process alive; the console thread may be idle.
    const awake = setInterval(() => undefined, 60_000)
    signal.addEventListener('abort', () => { clearInterval(awake); resolve() }, { once: true })
  })
