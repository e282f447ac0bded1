import { useState } from 'react'
import { Field } from '../components/Field.tsx'
import { Mark } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { useDesk, useDeskState } from './desk-context.tsx'
import { otherLanguage } from './language.ts'
import { useTexts } from './texts-context.tsx'

/** Name and passphrase; where the territory is a practice one, its users are listed and one key signs in. */
export function SignIn() {
  const { desk } = useDesk()
  const { t, tf, language } = useTexts()
  const [userName, setUserName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const problem = useDeskState((state) => state.signInProblem)
  const demoUsers = useDeskState((state) => state.session?.demoUsers ?? [])
  const status = useDeskState((state) => state.status)
  return (
    <main className="lm-signin">
      <div>
        <div className="lm-split"><Mark /><button type="button" className="lm-link" lang={otherLanguage(language)} onClick={() => desk.setLanguage(otherLanguage(language))}>{t('language.other')}</button></div>
        <h1 className="lm-headline">{t('signIn.title')}</h1>
        {status?.keySource === 'demoFile' ? <p className="lm-banner"><StateGlyph state="late" />{t('banner.demoFile')}</p> : null}
        <form className="lm-stack" onSubmit={(event) => { event.preventDefault(); void desk.signIn(userName, passphrase) }}>
          <Field id="user-name" label={t('signIn.userName')} value={userName} onChange={setUserName} autoComplete="username" isAutoFocused />
          <Field id="passphrase" label={t('signIn.passphrase')} value={passphrase} onChange={setPassphrase} type="password" autoComplete="current-password" problem={problem ? tf('error', problem.code, problem.details) : null} />
          <div className="lm-actions"><button className="lm-button lm-button-primary" type="submit">{t('signIn.submit')}</button><span className="lm-label">{status?.territory ?? ''}{status ? ` · ${t('signIn.addresses', { n: status.addressCount })}` : ''}</span></div>
        </form>
        {demoUsers.length === 0 ? null : (
          <section className="lm-panel" aria-label={t('signIn.demo')}>
            <header className="lm-panel-head"><h2>{t('signIn.demo')}</h2></header>
            <table className="lm-table">
              <thead><tr><th scope="col">{t('signIn.role')}</th><th scope="col">{t('signIn.userName')}</th><th scope="col">{t('signIn.passphrase')}</th><th scope="col"><span className="lm-visually-hidden">{t('signIn.submit')}</span></th></tr></thead>
              <tbody>{demoUsers.map((user) => (
                <tr key={user.userName}>
                  <td>{tf('role', user.role)}</td><td className="lm-mono">{user.userName}</td><td className="lm-mono">{user.passphrase}</td>
                  <td><button type="button" className="lm-link" aria-label={t('signIn.as', { role: user.role })} onClick={() => void desk.signIn(user.userName, user.passphrase)}>{t('signIn.submit')}</button></td>
                </tr>
              ))}</tbody>
            </table>
          </section>
        )}
      </div>
    </main>
  )
}
