/** The text that a person last typed into a field; what stands there now may have been put there by the desk. */
const lastTyped = new WeakMap<EventTarget, string>()

/** Remembers what is typed, so that the field's own undo and the desk's do not take the same key. */
export function watchTyping(): () => void {
  const onInput = (event: Event) => { if (isText(event.target)) lastTyped.set(event.target, event.target.value) }
  const onFocusOut = (event: Event) => { if (event.target) lastTyped.delete(event.target) }
  document.addEventListener('input', onInput, true)
  document.addEventListener('focusout', onFocusOut, true)
  return () => {
    document.removeEventListener('input', onInput, true)
    document.removeEventListener('focusout', onFocusOut, true)
  }
}

/** A field undoes its own typing as long as what stands in it is what was typed there since it got the focus. */
export const isFieldsOwnUndo = (target: EventTarget | null): boolean => isText(target) && lastTyped.get(target) === target.value

const isText = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement => target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
