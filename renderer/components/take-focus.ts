/**
 * Gives the focus to a place that is drawn later than the key that asked for it. Who has begun to type a command by then keeps the
 * command line: it closes when it loses the focus, and what is being typed would go elsewhere under their hands.
 */
export function takeFocus(place: HTMLElement | null | undefined): void {
  if (!document.activeElement?.closest('.lm-cmd input')) place?.focus()
}
