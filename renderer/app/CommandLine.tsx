import { useColorScheme } from '@mui/material/styles'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Key, KeyChip } from '../components/parts.tsx'
import { findCommands, listCommands } from './commands.ts'
import type { Command } from './commands.ts'
import { listPeople } from '../journeys/customers/list-people.ts'
import { useDesk, useDeskState } from './desk-context.tsx'
import { useTexts } from './texts-context.tsx'

/** The command line at the foot: any verb, customer or order. It opens upward and covers nothing that is being read. */
export function CommandLine() {
  const { desk, call } = useDesk()
  const { t } = useTexts()
  const isOpen = useDeskState((state) => state.isPaletteOpen)
  return (
    <footer className="lm-cmd">
      <span aria-hidden="true" style={{ color: '#9DA8FF' }}>›</span>
      {isOpen ? <Palette /> : <button type="button" className="lm-cmd-input" onClick={() => desk.openPalette(true)}>{t('palette.label')}</button>}
      <Key chord="Ctrl K" />
      <div className="lm-cmd-keys">
        <KeyChip chord="Alt 1…9">{t('palette.pick')}</KeyChip>
        <KeyChip chord="?" onPress={desk.toggleExplain}>{t('palette.why')}</KeyChip>
        <KeyChip chord="F4" onPress={() => call.go('offers')}>{t('palette.offers')}</KeyChip>
        <KeyChip chord="F6" onPress={() => call.go('register')}>{t('palette.customer')}</KeyChip>
        <KeyChip chord="F8" onPress={() => call.go('readBack')}>{t('palette.readBack')}</KeyChip>
        <KeyChip chord="Esc">{t('palette.back')}</KeyChip>
      </div>
    </footer>
  )
}

function Palette() {
  const { t } = useTexts()
  const whole = useDesk()
  const state = useDeskState((current) => current)
  const { mode, systemMode, setMode } = useColorScheme()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const before = useRef<Element | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const found = findCommands(listCommands(whole, state, { mode: mode === 'system' ? systemMode : mode, setMode }), typed).slice(0, 40).concat(listPeople(whole, state, typed))

  useEffect(() => {
    before.current = document.activeElement
    input.current?.focus()
    const opener = before.current
    return () => { if (opener instanceof HTMLElement && opener.isConnected) opener.focus() }
  }, [])
  useEffect(() => { document.getElementById(`command-${active}`)?.scrollIntoView({ block: 'nearest' }) }, [active])

  const run = (command: Command | undefined) => {
    if (!command || command.notNow) return
    whole.desk.openPalette(false)
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive((now) => (found.length === 0 ? 0 : (now + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      event.stopPropagation()
      run(found[active])
    }
  }
  return (
    <>
      <input
        ref={input} className="lm-cmd-input" role="combobox" aria-label={t('palette.label')} aria-expanded="true" aria-controls="commands" aria-activedescendant={found.length > 0 ? `command-${active}` : undefined} autoComplete="off" spellCheck={false} value={typed}
        onChange={(event) => { setTyped(event.target.value); setActive(0); void whole.people.search(event.target.value) }} onKeyDown={onKeyDown} onBlur={() => whole.desk.openPalette(false)}
      />
      <div className="lm-palette">
        {found.length === 0 ? <p className="lm-panel-body lm-quiet">{t('palette.none')}</p> : null}
        <ul id="commands" role="listbox" aria-label={t('palette.commands')}>
          {found.map((command, index) => (
            <li key={command.id} id={`command-${index}`} role="option" aria-selected={index === active} aria-disabled={command.notNow ? true : undefined} className="lm-option" onMouseDown={(event) => { event.preventDefault(); run(command) }}>
              <span className={command.notNow ? 'lm-quiet' : undefined}>{command.label}</span><small>{command.notNow ?? (command.chord ? <Key chord={command.chord} /> : command.group)}</small>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
