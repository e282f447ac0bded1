import { useMemo } from 'react'
import { createTexts } from '../../shared/messages/texts.ts'
import type { Texts } from '../../shared/messages/texts.ts'
import { useDeskState } from './desk-context.tsx'

/** The words of the language that the rep has chosen; a component draws again when that changes. View models are given them. */
export function useTexts(): Texts {
  const language = useDeskState((state) => state.language)
  return useMemo(() => createTexts(language), [language])
}
