import { useLayoutEffect, useRef, useState } from 'react'
import { Field } from '../components/Field.tsx'
import { useDesk, useDeskState } from './desk-context.tsx'
import { useTexts } from './texts-context.tsx'

/** Over the call, not instead of it: the desk asks who is here again, and the call goes on where it was. */
export function SignInAgain() {
  const { desk } = useDesk()
  const { t, tf } = useTexts()
  const user = useDeskState((state) => state.session?.user)
  const problem = useDeskState((state) => state.signInProblem)
  const needsLink = useDeskState((state) => state.needsLink)
  const [userName, setUserName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [link, setLink] = useState('')
  const before = useRef<Element | null>(null)
  // With the drawing, not after it: who goes on typing types into the field that asks.
  useLayoutEffect(() => {
    before.current = document.activeElement
    document.getElementById(needsLink ? 'new-link' : 'again-user-name')?.focus()
    const opener = before.current
    return () => { if (opener instanceof HTMLElement && opener.isConnected) requestAnimationFrame(() => opener.focus()) }
  }, [needsLink])
  return (
    <div className="lm-over" role="dialog" aria-modal="true" aria-labelledby="again-title">
      <form className="lm-panel lm-over-form" onSubmit={(event) => { event.preventDefault(); void (needsLink ? desk.useLink(link) : desk.signInAgain(userName, passphrase)) }}>
        <h2 className="lm-title" id="again-title">{t(needsLink ? 'again.linkTitle' : 'again.title')}</h2>
        <p>{t('again.safe', { name: user?.displayName ?? '' })}</p>
        {needsLink
          ? <Field id="new-link" label={t('again.link')} value={link} onChange={setLink} hint={t('again.linkHint')} problem={problem ? t('again.linkRefused') : null} />
          : <>
            <Field id="again-user-name" label={t('signIn.userName')} value={userName} onChange={setUserName} autoComplete="username" />
            <Field id="again-passphrase" label={t('signIn.passphrase')} value={passphrase} onChange={setPassphrase} type="password" autoComplete="current-password" problem={problem ? tf('error', problem.code, problem.details) : null} />
          </>}
        <p className="lm-actions"><button type="submit" className="lm-button lm-button-primary">{t(needsLink ? 'again.useLink' : 'signIn.submit')}</button></p>
      </form>
    </div>
  )
}
