import { memo } from 'react'
import { useDesk, useDeskState, useDeskStateBehind } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { STEPS } from '../../app/state.ts'
import type { StepId } from '../../app/state.ts'
import { StepTrack } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { OfflineNote } from '../waiting/OfflineNote.tsx'
import { WaitStrip } from '../waiting/WaitStrip.tsx'
import { AddressStep } from './AddressStep.tsx'
import { BillStep, ToBill } from './BillStep.tsx'
import { CatalogNote } from './CatalogNote.tsx'
import { ConsentsStep } from './ConsentsStep.tsx'
import { GreetStep } from './GreetStep.tsx'
import { LiveStep } from './LiveStep.tsx'
import { NeedStep } from './NeedStep.tsx'
import { OffersStep } from './OffersStep.tsx'
import { ReadBackStep } from './ReadBackStep.tsx'
import { RegisterStep } from './RegisterStep.tsx'

/** The work area of a sign-up: where the call is, and the one step at hand. */
export function SignupWork() {
  const { call } = useDesk()
  const { t, tf } = useTexts()
  const step = useDeskState((state) => state.call.step)
  const problem = useDeskState((state) => state.call.problem)
  const isReadOnly = useDeskState((state) => state.status?.readOnly ?? false)
  const shown = useDeskStateBehind((state) => state.call.step)
  const at = STEPS.indexOf(step)
  const track = STEPS.map((id, index) => ({ id, label: tf('callStep', id), state: index < at ? ('done' as const) : index === at ? ('now' as const) : ('ahead' as const) }))
  return (
    <>
      <StepTrack steps={track} onGo={(id) => call.go(id as StepId)} />
      <p className="lm-visually-hidden" role="status">{t('call.stepOf', { n: at + 1, total: STEPS.length, step: tf('callStep', step) })}</p>
      {isReadOnly ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{t('banner.readOnly')}</p> : null}
      {problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', problem.code, problem.details)}</p> : null}
      <OfflineNote />
      <CatalogNote />
      <WaitStrip />
      <Step step={shown} />
    </>
  )
}

const Step = memo(function Step({ step }: { readonly step: StepId }) {
  switch (step) {
    case 'greet': return <GreetStep />
    case 'address': return <AddressStep />
    case 'need': return <NeedStep />
    case 'offers': return <OffersStep />
    case 'register': return <RegisterStep />
    case 'consents': return <ConsentsStep />
    case 'readBack': return <ReadBackStep />
    case 'live': return <><LiveStep /><ToBill /></>
    case 'bill': return <BillStep />
  }
})
