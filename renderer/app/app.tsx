import { lazy, Suspense, useEffect } from 'react'
import { Region } from '../components/Region.tsx'
import { SignupWork } from '../journeys/signup/SignupWork.tsx'
import { CallBar } from './CallBar.tsx'
import { CommandLine } from './CommandLine.tsx'
import { CustomerCard } from './CustomerCard.tsx'
import { Rail } from './Rail.tsx'
import { SignIn } from './SignIn.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { Behind, useDesk, useDeskState } from './desk-context.tsx'
import { useTexts } from './texts-context.tsx'
import { useKeys } from './use-keys.ts'

const KeysWork = lazy(() => import('../journeys/keys/KeysWork.tsx').then((module) => ({ default: module.KeysWork })))
const SandboxWork = lazy(() => import('../journeys/sandbox/SandboxWork.tsx').then((module) => ({ default: module.SandboxWork })))
const CustomerWork = lazy(() => import('../journeys/customers/CustomerWork.tsx').then((module) => ({ default: module.CustomerWork })))
const OrdersWork = lazy(() => import('../journeys/orders/OrdersWork.tsx').then((module) => ({ default: module.OrdersWork })))

const BillsWork = lazy(() => import('../journeys/bills/BillsWork.tsx').then((module) => ({ default: module.BillsWork })))
const DecideWork = lazy(() => import('../journeys/bills/DecideWork.tsx').then((module) => ({ default: module.DecideWork })))
const WhatIfWork = lazy(() => import('../journeys/whatif/WhatIfWork.tsx').then((module) => ({ default: module.WhatIfWork })))
const CatalogWork = lazy(() => import('../journeys/catalog/CatalogWork.tsx').then((module) => ({ default: module.CatalogWork })))
const ImportWork = lazy(() => import('../journeys/import/ImportWork.tsx').then((module) => ({ default: module.ImportWork })))
const UsageQueueWork = lazy(() => import('../journeys/usage/UsageQueueWork.tsx').then((module) => ({ default: module.UsageQueueWork })))
const MeasuresWork = lazy(() => import('../journeys/measures/MeasuresWork.tsx').then((module) => ({ default: module.MeasuresWork })))

/** One window, four fixed regions, no dialog in the way of an order. */
export function App() {
  const { t, language } = useTexts()
  useEffect(() => { document.documentElement.lang = language }, [language])
  const session = useDeskState((state) => state.session)
  const isLinked = useDeskState((state) => state.isLinked)
  if (!isLinked && !session) return <Lost />
  if (!session) return <main className="lm-signin" aria-busy="true"><p>{t('app.loading')}</p></main>
  return session.user ? <Frame /> : <SignIn />
}

/** What is still within its breath is sent when the page is hidden, left or loses the focus. */
function useFlush(): void {
  const { flushAll, leave } = useDesk()
  useEffect(() => {
    const flush = () => { void flushAll() }
    const onHidden = () => { if (document.visibilityState === 'hidden') flush() }
    document.addEventListener('visibilitychange', onHidden)
    window.addEventListener('blur', flush)
    window.addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', onHidden)
      window.removeEventListener('blur', flush)
      window.removeEventListener('pagehide', leave)
    }
  }, [flushAll, leave])
}

function Frame() {
  useKeys()
  useFlush()
  const { t } = useTexts()
  const screen = useDeskState((state) => state.screen)
  const notice = useDeskState((state) => state.notice)
  const isLinked = useDeskState((state) => state.isLinked)
  const isSessionLost = useDeskState((state) => state.isSessionLost)
  return (
    <>
    <div className="lm-frame" inert={isSessionLost}>
      <a className="lm-skip" href="#work">{t('app.skip')}</a>
      <Behind><CallBar /></Behind>
      <Region className="lm-left" label={t('app.customer')}><Behind><CustomerCard /></Behind></Region>
      <main className="lm-work" id="work" tabIndex={-1}>
        {isLinked ? null : <p className="lm-banner lm-banner-failed" role="alert">{t('app.lost.body')}</p>}
        {screen === 'decide' ? <Suspense fallback={null}><DecideWork /></Suspense> : screen === 'usage' ? <Suspense fallback={null}><UsageQueueWork /></Suspense> : screen === 'import' ? <Suspense fallback={null}><ImportWork /></Suspense> : screen === 'catalog' ? <Suspense fallback={null}><CatalogWork /></Suspense> : screen === 'whatif' ? <Suspense fallback={null}><WhatIfWork /></Suspense> : screen === 'bills' ? <Suspense fallback={null}><BillsWork /></Suspense> : screen === 'customer' ? <Suspense fallback={null}><CustomerWork /></Suspense> : screen === 'measures' ? <Suspense fallback={null}><MeasuresWork /></Suspense> : screen === 'orders' ? <Suspense fallback={null}><OrdersWork /></Suspense> : screen === 'sandbox' ? <Suspense fallback={null}><SandboxWork /></Suspense> : screen === 'keys' ? <Suspense fallback={null}><KeysWork /></Suspense> : <SignupWork />}
      </main>
      <Region className="lm-rail" label={t('app.rail')}><Behind><Rail /></Behind></Region>
      <CommandLine />
      <div className="lm-visually-hidden" role="status">{notice}</div>
    </div>
    {isSessionLost ? <SignInAgain /> : null}
    </>
  )
}

function Lost() {
  const { t } = useTexts()
  return <main className="lm-signin"><div role="alert"><h1 className="lm-headline">{t('app.lost.title')}</h1><p>{t('app.lost.body')}</p></div></main>
}
