import type { HTMLInputTypeAttribute, ReactNode } from 'react'

export type FieldProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  readonly problem?: string | null
  readonly type?: HTMLInputTypeAttribute
  readonly autoComplete?: string
  readonly isWide?: boolean
  readonly isAutoFocused?: boolean
  /** Takes what is pasted in place of the field; false leaves it to the field. */
  readonly onPasteText?: (text: string) => boolean
}

/** One thing to type, its label above it, what is wrong with it below it and tied to it. */
export function Field({ id, label, value, onChange, hint, problem, type = 'text', autoComplete = 'off', isWide = false, isAutoFocused = false, onPasteText }: FieldProps) {
  const described = [problem ? `${id}-problem` : null, hint ? `${id}-hint` : null].filter(Boolean).join(' ')
  return (
    <div className="lm-field" style={isWide ? { gridColumn: '1 / -1' } : undefined}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id} className="lm-input" type={type} value={value} autoComplete={autoComplete} spellCheck={false} autoFocus={isAutoFocused} maxLength={400}
        aria-invalid={problem ? true : undefined} aria-describedby={described || undefined} onChange={(event) => onChange(event.target.value)}
        onPaste={onPasteText ? (event) => { if (onPasteText(event.clipboardData.getData('text'))) event.preventDefault() } : undefined}
      />
      {problem ? <span className="lm-problem" id={`${id}-problem`} role="status">{problem}</span> : null}
      {hint ? <span className="lm-hint" id={`${id}-hint`}>{hint}</span> : null}
    </div>
  )
}
