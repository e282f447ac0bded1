import { useState } from 'react'
import { text, textFor } from '../../shared/messages/text.ts'
import { Field } from '../components/Field.tsx'
import { Mark } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { useDesk, useDeskState } from './desk-context.tsx'

/** Name and passphrase; where the territory is a practice one, its users are listed and one key signs in. */
export function SignIn() {
  const { desk } = useDesk()
  const [userName, setUserName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const problem = useDeskState((state) => state.signInProblem)
  const demoUsers = useDeskState((state) => state.session?.demoUsers ?? [])
  const status = useDeskState((state) => state.status)
  return (
    <main className="lm-signin">
      <div>
        <Mark />
        <h1 className="lm-headline">{text('signIn.title')}</h1>
        {status?.keySource === 'demoFile' ? <p className="lm-banner"><StateGlyph state="late" />{text('banner.demoFile')}</p> : null}
        <form className="lm-stack" onSubmit={(event) => { event.preventDefault(); void desk.signIn(userName, passphrase) }}>
          <Field id="user-name" label={text('signIn.userName')} value={userName} onChange={setUserName} autoComplete="username" isAutoFocused />
          <Field id="passphrase" label={text('signIn.passphrase')} value={passphrase} onChange={setPassphrase} type="password" autoComplete="current-password" problem={problem ? textFor('error', problem.code, problem.details) : null} />
          <div className="lm-actions"><button className="lm-button lm-button-primary" type="submit">{text('signIn.submit')}</button><span className="lm-label">{status?.territory ?? ''}{status ? ` · ${status.addressCount.toLocaleString('en-US')} addresses` : ''}</span></div>
        </form>
        {demoUsers.length === 0 ? null : (
          <section className="lm-panel" aria-label={text('signIn.demo')}>
            <header className="lm-panel-head"><h2>{text('signIn.demo')}</h2></header>
            <table className="lm-table">
              <thead><tr><th scope="col">Role</th><th scope="col">User name</th><th scope="col">Passphrase</th><th scope="col"><span className="lm-visually-hidden">Sign in</span></th></tr></thead>
              <tbody>{demoUsers.map((user) => (
                <tr key={user.userName}>
                  <td>{textFor('role', user.role)}</td><td className="lm-mono">{user.userName}</td><td className="lm-mono">{user.passphrase}</td>
                  <td><button type="button" className="lm-link" aria-label={`Sign in as ${textFor('role', user.role)}`} onClick={() => void desk.signIn(user.userName, user.passphrase)}>Sign in</button></td>
                </tr>
              ))}</tbody>
            </table>
          </section>
        )}
      </div>
    </main>
  )
}
