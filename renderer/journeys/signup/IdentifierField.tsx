import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { ReactNode } from 'react'
import { brokenPasswordRules } from '../../../shared/domain/identifier.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

const TRIES_BEFORE_ADVICE = 3

/** The caller's identifier at the ISP: the one they have, or a new one that is held while they are on the phone. */
export function IdentifierField() {
  const { t } = useTexts()
  const { call: verbs } = useDesk()
  const { registration, ispPassword, identifierMode, identity, wrongTries } = useDeskState(useShallow(({ call: { registration, ispPassword, identifierMode, identity, wrongTries } }) => ({ registration, ispPassword, identifierMode, identity, wrongTries })))
  const isNew = identifierMode === 'new'
  // A draft that was taken up again: what the ISP holds is asked, not remembered.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- asked once for a mode, not again for every answer.
  useEffect(() => { if (isNew && identity.kind === 'unchecked') void verbs.checkIdentifier() }, [isNew])
  // What is free is of no use below the edge of the screen.
  useEffect(() => { if (identity.kind === 'taken') void document.querySelector('.lm-identifier-free')?.scrollIntoView({ block: 'nearest' }) }, [identity.kind])
  return (
    <Panel title={t('identity.panel')} aside={<IdentityAnswer />}>
      <div className="lm-form">
        <Field id="user-identifier" label={t('identity.name')} value={registration.userIdentifier ?? ''} onChange={verbs.typeIdentifier} hint={isNew ? t('identity.newNameHint') : t('identity.nameHint')} />
        <Field id="isp-password" label={isNew ? t('identity.newPassword') : t('identity.password')} type="password" value={ispPassword} onChange={verbs.typePassword} autoComplete={isNew ? 'new-password' : 'off'} hint={isNew ? <PasswordRules /> : t('identity.passwordHint')} />
      </div>
      <div className="lm-actions lm-identifier-verbs">
        {isNew
          ? <Pick onPick={() => void verbs.reserveIdentifier()}>{t('identity.reserve')}</Pick>
          : <Pick onPick={() => void verbs.checkIdentity()}>{t('identity.check')}</Pick>}
        <Pick onPick={() => verbs.chooseIdentifierMode(isNew ? 'existing' : 'new')}>{isNew ? t('identity.toExisting') : t('identity.toNew')}</Pick>
      </div>
      {identity.kind === 'taken' && identity.suggestions.length > 0
        ? <div className="lm-identifier-free"><span className="lm-label">{t('identity.freeOnes')}</span><ul>{identity.suggestions.map((name) => <li key={name}><Pick isMono onPick={() => void verbs.takeSuggestion(name)}>{name}</Pick></li>)}</ul></div>
        : null}
      {!isNew && wrongTries >= TRIES_BEFORE_ADVICE ? <p role="alert" className="lm-problem">{t('identity.manyTries', { n: wrongTries })}</p> : null}
    </Panel>
  )
}

/** A verb with the Alt key that takes it: the number is its place among all rows that can be picked now. */
function Pick({ onPick, isMono = false, children }: { readonly onPick: () => void; readonly isMono?: boolean; readonly children: ReactNode }) {
  const button = useRef<HTMLButtonElement>(null)
  const [nth, setNth] = useState(0)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- rows above may come and go at any draw; the number settles with the second one.
  useLayoutEffect(() => {
    const place = [...document.querySelectorAll('[data-pick]')].indexOf(button.current as Element) + 1
    if (place !== nth) setNth(place)
  })
  return <button ref={button} type="button" data-pick className={isMono ? 'lm-button lm-mono' : 'lm-button'} onClick={onPick}>{nth >= 1 && nth <= 9 ? <span aria-hidden="true"><Key chord={`Alt ${nth}`} /></span> : null}{children}</button>
}

function PasswordRules() {
  const { t } = useTexts()
  const { ispPassword, registration } = useDeskState(useShallow(({ call: { ispPassword, registration } }) => ({ ispPassword, registration })))
  const broken = brokenPasswordRules(ispPassword, registration.userIdentifier ?? '')
  return <span className="lm-identifier-rules">{(['length', 'name', 'variety'] as const).map((rule) => <span key={rule} className="lm-keyed"><StateGlyph state={broken.includes(rule) ? 'notStarted' : 'yes'} />{t(`identity.rule.${rule}`)}</span>)}</span>
}

function IdentityAnswer() {
  const { t, tf } = useTexts()
  const { identity, wrongTries } = useDeskState(useShallow(({ call: { identity, wrongTries } }) => ({ identity, wrongTries })))
  switch (identity.kind) {
    case 'unchecked': return <>{t('identity.unchecked')}</>
    case 'asking': return <span role="status" className="lm-keyed"><StateGlyph state="pending" />{t('identity.asking')}</span>
    case 'accepted': return <span role="status" className="lm-keyed"><StateGlyph state="yes" />{t('identity.accepted', { tookMs: identity.tookMs })}</span>
    case 'free': return <span role="status" className="lm-keyed"><StateGlyph state="yes" />{t('identity.free')}</span>
    case 'reserved': return <span role="status" className="lm-keyed"><StateGlyph state="yes" />{t('identity.reserved')}</span>
    case 'taken': return <span role="status" className="lm-keyed"><StateGlyph state="no" />{t('identity.taken')}</span>
    case 'refused': return <span role="alert" className="lm-keyed"><StateGlyph state="failed" />{tf('error', identity.error.code, identity.error.details)}{identity.error.code === 'identifier-rejected' ? ` ${t('identity.tries', { n: wrongTries })}` : ''}</span>
  }
}
