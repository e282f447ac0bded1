import { useEffect, useRef } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { FollowTerritory } from './FollowTerritory.tsx'
import { FoundPlans } from './FoundPlans.tsx'
import { ImportForm } from './ImportForm.tsx'
import { ImportProgress } from './ImportProgress.tsx'
import type { ImportScreen } from './state.ts'
import { PublishTerritory } from './PublishTerritory.tsx'
import { importHead, isMoving } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** A city's own files come in, with what was refused of them; the desk goes on meanwhile. */
export function ImportWork() {
  const { importing } = useDesk()
  const texts = useTexts()
  const { t, tf } = texts
  const { known, problem } = useDeskState((state) => state.importing)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    takeFocus(heading.current)
    void importing.read()
  }, [importing])
  const ready = known !== null && known !== 'failed' ? known : null
  const job = ready?.job ?? null
  return (
    <div className="lm-steps lm-import">
      <div>
        <h1 className="lm-headline" tabIndex={-1} ref={heading}>{job ? importHead(job, texts, ready?.territory ?? null) : t('importing.title')}</h1>
        <p className="lm-quiet">{ready?.territory ? t('importing.current', { title: ready.territory.title, name: ready.territory.name }) : t('importing.sub')}</p>
      </div>
      {problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', problem.code, problem.details)}</p> : null}
      <Panel title={t('importing.progress')} isFlush face={faceOf({ known, isCut, t, onAgain: () => void importing.read() })}>{job ? <ImportProgress job={job} /> : null}</Panel>
      {ready?.territory && !isMoving(job) ? <FoundPlans key={`${job?.importId}:${job?.state}`} isCut={isCut} /> : null}
      {ready?.territory && job?.state === 'done' && job.territory === ready.territory.name ? <PublishTerritory title={ready.territory.title} isCut={isCut} /> : null}
      {isMoving(job) ? null : <FollowTerritory isCut={isCut} />}
      {isMoving(job) ? null : <ImportForm territory={ready?.territory ?? null} />}
      <details className="lm-catalog-help">
        <summary>{t('importing.help')}</summary>
        <ul>{([1, 2, 3, 4, 5] as const).map((nth) => <li key={nth}>{t(`importing.help.${nth}`)}</li>)}</ul>
      </details>
    </div>
  )
}

function faceOf({ known, isCut, t, onAgain }: { readonly known: ImportScreen['known']; readonly isCut: boolean; readonly t: ReturnType<typeof useTexts>['t']; readonly onAgain: () => void }): Face {
  if (known === null) return { kind: 'loading', what: t('importing.loading') }
  if (known === 'failed') return { kind: 'failed', title: t('importing.failed'), body: t('importing.failedBody'), keys: [{ chord: 'Enter', label: t('importing.again'), onPress: onAgain }] }
  if (known.job === null) return { kind: 'empty', title: t('importing.empty'), body: t('importing.emptyBody') }
  return isCut ? { kind: 'offline', note: t('importing.offline') } : { kind: 'ready' }
}
