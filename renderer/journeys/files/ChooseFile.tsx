import { useRef } from 'react'

/** A button that opens the system's own window for files, in the words of the desk's language; the browser's own has those of the browser. */
export function ChooseFile({ id, label, hint, accept, isMany = false, isDisabled = false, onChoose }: {
  readonly id: string; readonly label: string; readonly hint?: string; readonly accept?: string; readonly isMany?: boolean; readonly isDisabled?: boolean; readonly onChoose: (files: readonly File[]) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" id={id} data-pick className="lm-button" disabled={isDisabled} aria-describedby={hint ? `${id}-hint` : undefined} onClick={() => input.current?.click()}>{label}</button>
      <input ref={input} type="file" hidden accept={accept} multiple={isMany} onChange={(event) => {
        const chosen = [...(event.target.files ?? [])]
        // The same file, mended, can be chosen again.
        event.target.value = ''
        if (chosen.length > 0) onChoose(chosen)
      }} />
      {hint ? <span className="lm-hint" id={`${id}-hint`}>{hint}</span> : null}
    </>
  )
}
