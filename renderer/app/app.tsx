import { lazy, Suspense } from 'react'
import { text } from '../../shared/messages/text.ts'
import { SignupWork } from '../journeys/signup/SignupWork.tsx'
import { CallBar } from './CallBar.tsx'
import { CommandLine } from './CommandLine.tsx'
import { CustomerCard } from './CustomerCard.tsx'
import { Rail } from './Rail.tsx'
import { SignIn } from './SignIn.tsx'
import { useDeskState } from './desk-context.tsx'
import { useKeys } from './use-keys.ts'

const OrdersWork = lazy(() => import('../journeys/orders/OrdersWork.tsx').then((module) => ({ default: module.OrdersWork })))

/** One window, four fixed regions, no dialog in the way of an order. */
export function App() {
  const session = useDeskState((state) => state.session)
  const isLinked = useDeskState((state) => state.isLinked)
  if (!isLinked && !session) return <Lost />
  if (!session) return <main className="lm-signin" aria-busy="true"><p>{text('app.loading')}</p></main>
  return session.user ? <Frame /> : <SignIn />
}

function Frame() {
  useKeys()
  const screen = useDeskState((state) => state.screen)
  const notice = useDeskState((state) => state.notice)
  const isLinked = useDeskState((state) => state.isLinked)
  return (
    <div className="lm-frame">
      <a className="lm-skip" href="#work">Skip to the work</a>
      <CallBar />
      <aside className="lm-left" aria-label="Customer"><CustomerCard /></aside>
      <main className="lm-work" id="work" tabIndex={-1}>
        {isLinked ? null : <p className="lm-banner lm-banner-failed" role="alert">{text('app.lost.body')}</p>}
        {screen === 'orders' ? <Suspense fallback={null}><OrdersWork /></Suspense> : <SignupWork />}
      </main>
      <aside className="lm-rail" aria-label="What to say and do"><Rail /></aside>
      <CommandLine />
      <div className="lm-visually-hidden" role="status">{notice}</div>
    </div>
  )
}

const Lost = () => (
  <main className="lm-signin"><div role="alert"><h1 className="lm-headline">{text('app.lost.title')}</h1><p>{text('app.lost.body')}</p></div></main>
)
