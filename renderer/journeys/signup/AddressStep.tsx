import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { Behind, useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { AfterPaint } from '../../components/AfterPaint.tsx'
import { Key, StatePill } from '../../components/parts.tsx'
import { AnswersPanel } from './AnswersPanel.tsx'
import { PlaceMap } from './map/PlaceMap.tsx'
import { takeFocus } from '../../components/take-focus.ts'

/** Where the caller lives, and what can be had there. */
export function AddressStep() {
  const { t } = useTexts()
  return (
    <>
      <h1 className="lm-visually-hidden">{t('address.title')}</h1>
      <AddressField />
      <Behind><Found /></Behind>
      <PlaceMap />
      <AfterPaint><Behind><AnswersPanel /></Behind></AfterPaint>
    </>
  )
}

/** One field, an answer at every keystroke, units when the house has them. */
function AddressField() {
  const { call, line } = useDesk()
  const { t } = useTexts()
  const { typed, matches, units, hasPlace } = useDeskState(useShallow(({ call: { typed, matches, units, place } }) => ({ typed, matches, units, hasPlace: place !== null })))
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const options = units.length > 0 ? units : matches
  const isOpen = options.length > 0
  useEffect(() => { takeFocus(input.current) }, [])

  const choose = (address: GeographicAddress | undefined) => {
    setActive(0)
    if (address) void call.chooseAddress(address)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive((now) => (options.length === 0 ? 0 : (now + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length))
    } else if (event.key === 'Enter' && !event.ctrlKey) {
      event.preventDefault()
      if (isOpen) {
        setActive(0)
        void call.chooseShownAddress(active)
      }
      else if (hasPlace) call.go('need')
    }
  }
  return (
    <>
      <div className="lm-address-box">
        <label className="lm-visually-hidden" htmlFor="address">{t('address.label')}</label>
        <input
          id="address" ref={input} className="lm-input lm-address-input" role="combobox" aria-expanded={isOpen} aria-controls="address-options" aria-autocomplete="list" autoComplete="off" spellCheck={false}
          aria-activedescendant={isOpen ? `address-${active}` : undefined} placeholder={t('address.placeholder')} value={typed} maxLength={200}
          onChange={(event) => { setActive(0); void call.typeAddress(event.target.value) }} onKeyDown={onKeyDown}
          onPaste={(event) => { if (line.paste(event.clipboardData.getData('text'))) event.preventDefault() }}
        />
        <Key chord="F3" />
        <div className={isOpen ? 'lm-list' : 'lm-visually-hidden'}>
        {units.length > 0 ? <p className="lm-list-note">{t('error.unit-missing')}</p> : null}
        <ul id="address-options" role="listbox" aria-label={t(units.length > 0 ? 'address.units' : 'address.list')}>
          {options.map((address, index) => (
            <li key={address.id} id={`address-${index}`} role="option" aria-selected={index === active} className="lm-option" onMouseDown={(event) => { event.preventDefault(); choose(address) }}>
              {formatAddress(address)}<small>{[address.origin === 'invented' ? t('address.invented') : '', address.needsUnit ? t('address.hasUnits') : ''].filter(Boolean).join(' ')}</small>
            </li>
          ))}
        </ul>
        </div>
      </div>
      <p className="lm-visually-hidden" role="status">{isOpen ? t(units.length > 0 ? 'address.countUnits' : 'address.count', { n: options.length }) : ''}</p>
    </>
  )
}

/** What the field has led to: the house, or what to do without one. */
function Found() {
  const { typed, isOpen, isAnswered, didYouMean, place } = useDeskState(useShallow(({ call: { typed, matches, matchesFor, units, didYouMean, place } }) => ({ typed, isOpen: units.length + matches.length > 0, isAnswered: matchesFor === typed, didYouMean, place })))
  return place && typed === formatAddress(place) ? <PlaceLine place={place} /> : <NotFound typed={typed} isOpen={isOpen} isAnswered={isAnswered} texts={didYouMean} />
}

function PlaceLine({ place }: { readonly place: GeographicAddress }) {
  const { t } = useTexts()
  return <p className="lm-actions"><StatePill state="yes">{t(place.unit ? 'address.exactUnit' : 'address.exactHouse')}</StatePill><span>{place.number} {place.street}</span><span className="lm-quiet">{place.city} {place.region} {place.postcode}</span><span className="lm-quiet">{t('address.blockGroup', { blockGroup: place.blockGroup })}</span>{place.origin === 'invented' ? <span className="lm-quiet">{t('address.practice')}</span> : null}</p>
}

/** What was typed is no house yet: which are near, that its unit must be asked for, or that none is here. What was typed stays. */
function NotFound({ typed, isOpen, isAnswered, texts }: { readonly typed: string; readonly isOpen: boolean; readonly isAnswered: boolean; readonly texts: readonly string[] }) {
  const { call } = useDesk()
  const { t } = useTexts()
  const territory = useDeskState((state) => state.status?.territory ?? null)
  if (typed.trim() === '' || isOpen || !isAnswered) return null
  return <><p role="status">{t('address.notFound', { territory: territory ?? t('app.name') })}</p>{texts.length === 0 ? null : <p className="lm-actions">{t('address.didYouMean')} {texts.slice(0, 3).map((suggestion) => <button type="button" key={suggestion} className="lm-link" onClick={() => { void call.typeAddress(suggestion); document.getElementById('address')?.focus() }}>{suggestion}</button>)}?</p>}</>
}
