import { useColorScheme } from '@mui/material/styles'
import { Fragment, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { chordFor } from '../../shared/domain/keymap.ts'
import { Key, KeyChip } from '../components/parts.tsx'
import { foundCommands, listCommands } from './commands.ts'
import { Behind, useDesk, useDeskState } from './desk-context.tsx'
import { helpKeys } from './help-keys.ts'
import { activeRow, matchPieces, paletteRows } from './palette.ts'
import type { Command } from './palette.ts'
import { listPeople } from '../journeys/customers/list-people.ts'
import { useTexts } from './texts-context.tsx'
import { useFound } from './use-found.ts'
import { runVerb } from './verbs.ts'

const CHIPS = 5

/** The command line at the foot: any verb, customer, address or order. It opens upward and covers nothing that is being read. */
export function CommandLine() {
  const whole = useDesk()
  const { t } = useTexts()
  const isOpen = useDeskState((state) => state.isPaletteOpen)
  const keymap = useDeskState((state) => state.keymap)
  return (
    <footer className="lm-cmd">
      <span className="lm-prompt" aria-hidden="true">›</span>
      {isOpen ? <Palette /> : <button type="button" className="lm-cmd-input" onClick={() => whole.desk.openPalette(true)}>{t('palette.label')}</button>}
      <Key chord={chordFor('palette', keymap)} />
      <Behind><Chips /></Behind>
    </footer>
  )
}

/** The keys of the step at hand. */
function Chips() {
  const whole = useDesk()
  const { t, tf } = useTexts()
  const step = useDeskState((state) => state.call.step)
  const keymap = useDeskState((state) => state.keymap)
  const { now } = helpKeys(step, keymap)
  return (
    <div className="lm-cmd-keys">
      {now.slice(0, CHIPS).map((key) => <KeyChip key={key.id} chord={key.chords[0] ?? ''} {...(key.id === 'pick' ? {} : { onPress: () => void runVerb(whole, key.id) })}>{tf('verbShort', key.id)}</KeyChip>)}
      <KeyChip chord={chordFor('back', keymap)} onPress={() => void runVerb(whole, 'back')}>{t('verbShort.back')}</KeyChip>
    </div>
  )
}

function Palette() {
  const whole = useDesk()
  const texts = useTexts()
  const { t } = texts
  const state = useDeskState((current) => current)
  const { mode, systemMode, setMode } = useColorScheme()
  const [typed, setTyped] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const found = useFound(typed)
  const rows = paletteRows(listCommands(whole, state, { mode: mode === 'system' ? systemMode : mode, setMode }, texts), [...listPeople(whole, state, typed), ...foundCommands(whole, found, texts)], typed)
  const active = activeRow(rows, chosenId)

  useEffect(() => {
    const opener = document.activeElement
    input.current?.focus()
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
      setChosenId(rows[(active + (event.key === 'ArrowDown' ? 1 : rows.length - 1)) % Math.max(1, rows.length)]?.id ?? null)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      event.stopPropagation()
      run(rows[active])
    }
  }
  return (
    <>
      <input
        ref={input} className="lm-cmd-input" role="combobox" aria-label={t('palette.label')} aria-expanded="true" aria-controls="commands" aria-activedescendant={rows.length > 0 ? `command-${active}` : undefined} autoComplete="off" spellCheck={false} value={typed} maxLength={400}
        onChange={(event) => { setTyped(event.target.value); setChosenId(null); void whole.people.search(event.target.value) }} onKeyDown={onKeyDown} onBlur={() => whole.desk.openPalette(false)}
      />
      <div className="lm-palette">
        {rows.length === 0 ? <p className="lm-panel-body lm-quiet">{t('palette.none')}</p> : null}
        <ul id="commands" role="listbox" aria-label={t('palette.commands')}>
          {rows.map((command, index) => <Fragment key={command.id}>
            {headOf(rows, index) ? <li role="presentation" className="lm-palette-group">{headOf(rows, index)}</li> : null}
            <li id={`command-${index}`} role="option" aria-selected={index === active} aria-disabled={command.notNow ? true : undefined} className="lm-option" onMouseDown={(event) => { event.preventDefault(); run(command) }}>
              <span className={command.notNow ? 'lm-quiet' : undefined}>{matchPieces(command.label, typed).map((piece, at) => (piece.isMatch ? <u key={at}>{piece.text}</u> : piece.text))}</span><small>{command.notNow ?? (command.chord ? <Key chord={command.chord} /> : null)}</small>
            </li>
          </Fragment>)}
        </ul>
      </div>
    </>
  )
}

/** The words above a row: its group where another began. What cannot be done now stands under no group of its own. */
function headOf(rows: readonly Command[], index: number): string | null {
  const row = rows[index]
  return row && !row.notNow && rows[index - 1]?.group !== row.group ? row.group : null
}
