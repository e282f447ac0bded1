import { useEffect, useState } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import type { AppError } from '../../../shared/domain/errors.ts'
import { Field } from '../../components/Field.tsx'
import { authOf } from './actions.ts'
import { AuthBadge } from './AuthBadge.tsx'

const digits = (typed: string): string => typed.replaceAll(/\D/g, '').slice(0, 6)
const AWAY: readonly AppError['code'][] = ['network-unavailable', 'central-unavailable']

/** Asks who is calling: the PIN, or a call back at the number of record. What is typed here leaves with the field. */
export function CallerPin({ customerId, fieldId = 'pin-of-caller' }: { readonly customerId: string; readonly fieldId?: string }) {
  const { caller } = useDesk()
  const { t, tf } = useTexts()
  const auth = useDeskState((state) => authOf(state, customerId))
  const isSupervisor = useDeskState((state) => state.session?.user?.role === 'supervisor')
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<AppError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isCallingBack, setCallingBack] = useState(false)
  useEffect(() => { void caller.read(customerId) }, [caller, customerId])
  const ask = async (question: () => Promise<{ readonly problem: AppError | null }>) => {
    setBusy(true)
    const answer = await question()
    setBusy(false)
    setPin('')
    setProblem(answer.problem)
  }
  const isAway = isCut || (problem !== null && AWAY.includes(problem.code))
  if (auth.kind === 'notNeeded' || auth.kind === 'verified') return <AuthBadge auth={auth} />
  return (
    <section className="lm-stack" aria-label={t('auth.title')}>
      <h3 className="lm-section">{t('auth.title')}</h3>
      <AuthBadge auth={auth} />
      {isAway ? <p className="lm-banner" role="status">{t('auth.away')}</p> : (
        <form className="lm-stack" onSubmit={(event) => { event.preventDefault(); void ask(() => caller.check(customerId, pin)) }}>
          <Field id={fieldId} type="password" label={t('auth.field')} value={pin} hint={t('auth.ask')} problem={problem ? tf('error', problem.code, problem.details) : null} onChange={(typed) => { setPin(digits(typed)); setProblem(null); caller.asked(customerId) }} />
          <div className="lm-actions">
            <button type="submit" className="lm-button" disabled={pin.length < 6 || isBusy}>{isBusy ? t('auth.checking') : t('auth.check')}</button>
            <button type="button" className="lm-link" onClick={() => setCallingBack(true)}>{t('auth.callback')}</button>
            {isSupervisor && auth.kind === 'locked' ? <button type="button" className="lm-link" onClick={() => void ask(() => caller.unlock(customerId))}>{t('auth.unlock')}</button> : null}
          </div>
        </form>
      )}
      {isCallingBack ? <CallBack customerId={customerId} /> : null}
    </section>
  )
}

/** The way back for who forgot their PIN. The number is for the rep to dial, after this call has ended. */
function CallBack({ customerId }: { readonly customerId: string }) {
  const { caller } = useDesk()
  const { t, tf } = useTexts()
  const [phone, setPhone] = useState<string | null>(null)
  const [pin, setPin] = useState('')
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const [problem, setProblem] = useState<AppError | null>(null)
  useEffect(() => {
    void caller.callBack(customerId).then((answer) => ('phone' in answer ? setPhone(answer.phone) : setProblem(answer.problem)))
  }, [caller, customerId])
  const words = problem?.code === 'pin-weak' ? tf('pinWeak', String(problem.details['problem'] ?? '')) : problem ? tf('error', problem.code, problem.details) : null
  const keep = async () => {
    const answer = await caller.resetPin(customerId, pin, commandId)
    setPin('')
    setCommandId(crypto.randomUUID())
    setProblem(answer.problem)
  }
  return (
    <form className="lm-stack" aria-label={t('auth.callbackTitle')} onSubmit={(event) => { event.preventDefault(); void keep() }}>
      <p role="status">{phone === null ? '' : t('auth.callbackDo', { phone })}</p>
      <Field id="new-pin" type="password" label={t('auth.callbackField')} value={pin} hint={t('auth.callbackSet')} problem={words} onChange={(typed) => { setPin(digits(typed)); setProblem(null) }} />
      <div className="lm-actions"><button type="submit" className="lm-button" disabled={pin.length < 6}>{t('auth.callbackKeep')}</button></div>
    </form>
  )
}
