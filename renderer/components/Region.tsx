import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'

const MEASURE_AFTER_MS = 150

/** A column beside the work. Once it holds more than it shows, it takes the focus, so that the arrow keys can scroll it. */
export function Region({ label, className, children }: { readonly label: string; readonly className: string; readonly children: ReactNode }) {
  const region = useRef<HTMLElement>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = region.current
    if (!element) return
    const measure = () => setOverflows(element.scrollHeight > element.clientHeight + 1 && getComputedStyle(element).overflowY === 'auto')
    // Measured a breath after the last of many changes: asked at once, each would make the browser lay the page out before its frame.
    let waiting: ReturnType<typeof setTimeout> | undefined
    const measureSoon = () => { waiting ??= setTimeout(() => { waiting = undefined; measure() }, MEASURE_AFTER_MS) }
    const watch = new ResizeObserver(measureSoon)
    const changes = new MutationObserver(measureSoon)
    watch.observe(element)
    changes.observe(element, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['class', 'open', 'hidden', 'style'] })
    measure()
    return () => { clearTimeout(waiting); watch.disconnect(); changes.disconnect() }
  }, [])
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable).
  return <aside ref={region} className={className} aria-label={label} tabIndex={overflows ? 0 : undefined}>{children}</aside>
}
