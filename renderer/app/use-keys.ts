import { useEffect } from 'react'
import { useDesk } from './desk-context.tsx'
import { otherLanguage } from './language.ts'
import { STEPS } from './state.ts'
import type { Desk } from './store.ts'

/** The key map of the desk. Function keys, chords and Alt with a digit work everywhere; a single sign only outside a field. */
export function useKeys(): void {
  const desk = useDesk()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || !act(desk, event)) return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [desk])
}

const GO = { F3: 'address', F4: 'offers', F6: 'register', F8: 'readBack' } as const

function act(desk: Desk, event: KeyboardEvent): boolean {
  const key = event.key
  if (key in GO) return desk.call.go(GO[key as keyof typeof GO]), true
  if (key === 'F1') return desk.desk.openHelp(!desk.store.getState().isHelpOpen), true
  if (key === 'F2') return void desk.call.newCall(), true
  if (key === 'F9') return void desk.orders.showList(), true
  if (event.ctrlKey && event.shiftKey && key.toLowerCase() === 'l') return desk.desk.setLanguage(otherLanguage(desk.store.getState().language)), true
  if (event.ctrlKey && key.toLowerCase() === 'k') return desk.desk.openPalette(true), true
  if (event.ctrlKey && key === 'Enter') return void desk.call.submit(), true
  if (event.altKey && /^Digit[1-9]$/.test(event.code)) return pickRow(Number(event.code.slice(5)))
  if (key === 'Escape') return back(desk)
  if (key === '?' && !isTyping(event.target)) return desk.desk.toggleExplain(), true
  return false
}

/** The nth row that says it can be picked, in reading order. */
function pickRow(nth: number): boolean {
  const row = document.querySelectorAll<HTMLElement>('[data-pick]')[nth - 1]
  if (!row) return false
  row.focus()
  row.click()
  return true
}

/** One step back; nothing is dropped. */
function back(desk: Desk): boolean {
  const { isPaletteOpen, isHelpOpen, notice, screen, call } = desk.store.getState()
  if (isPaletteOpen) return desk.desk.openPalette(false), true
  if (isHelpOpen) return desk.desk.openHelp(false), true
  if (notice) return desk.desk.dismiss(), true
  if (screen === 'orders') return desk.call.go(call.orderId ? 'live' : 'address'), true
  const at = STEPS.indexOf(call.step)
  const previous = STEPS[at - 1]
  if (call.step === 'live' || !previous || previous === 'greet') return false
  return desk.call.go(previous), true
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('input, textarea, select')
