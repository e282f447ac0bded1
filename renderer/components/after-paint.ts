/** A window that is hidden paints nothing; it goes on after this long. */
const HIDDEN_MS = 100

/** Runs `work` in the task after the next frame. Answers how to call it off. */
export function afterPaint(work: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = work
  const frame = requestAnimationFrame(() => port2.postMessage(null))
  const hidden = setTimeout(work, HIDDEN_MS)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(hidden)
    port1.close()
  }
}
